import { inert } from '../../lib/inert.js';
import type { JsonObject } from '../../lib/json.js';
import { contractVersion } from '../source/contract.js';
import type { CorpusCase } from './corpus-schema.js';
import type { Corpus } from './load-corpus.js';
import { sourceError, type SourceFetchRequest, type SourceReply } from './source-requests.js';

/** Hands out cases in turn: the cursor is the id of the last one given, and after the last comes the first. */
export function chooseCases(
  corpus: Corpus,
  { filter, selection, count }: SourceFetchRequest,
  fetchedAt: Date,
): SourceReply {
  const { hosts, domains, exclude_case_ids: excluded } = filter;
  const matching = corpus.cases.filter(
    (one) =>
      (hosts.length === 0 || hosts.includes(hostOf(one))) &&
      (domains.length === 0 || domains.includes(hostOf(one))) &&
      !excluded.includes(one.id),
  );
  if (matching.length === 0) {
    const wanted = hosts.length === 0 ? 'the filter' : hosts.map((host) => inert(host, 60)).join(', ');
    return sourceError(404, 'no_case_available', `the corpus has no case for ${wanted}`);
  }
  const cursor = selection.cursor ?? '';
  const next = matching.findIndex(({ id }) => id > cursor);
  const start = next < 0 ? 0 : next;
  const chosen = [...matching.slice(start), ...matching.slice(0, start)].slice(0, count);
  return {
    status: 200,
    body: {
      contract: contractVersion,
      corpus: {
        version: corpus.version,
        cases: corpus.cases.length,
        domains: new Set(corpus.cases.map(hostOf)).size,
      },
      cases: chosen.flatMap((one) => sentCase(one, corpus)),
      next_cursor: chosen.at(-1)?.id ?? null,
      fetched_at: fetchedAt.toISOString(),
    },
  };
}

/** Nothing for a case without a payload: half of one would be refused by its hash. */
function sentCase(one: CorpusCase, { payloads }: Corpus): readonly JsonObject[] {
  const frozen = payloads.get(one.id);
  if (frozen === undefined) return [];
  const sent = {
    case_id: one.id,
    case_version: one.version,
    domain: hostOf(one),
    payload: frozen.payload,
    payload_sha256: frozen.sha256,
  };
  return [sent];
}

function hostOf({ entrypoint }: CorpusCase): string {
  return new URL(entrypoint.url).hostname;
}

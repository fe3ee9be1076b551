import type { FetchReply } from '../source/contract.js';
import { freezeCase, type FrozenCase } from '../source/freeze-case.js';
import { askForCase, type AskingMemory } from './ask-for-case.js';
import { reportEvent } from './report-event.js';
import { sourceRefusedUs } from './source-refused-us.js';
import { wallMs } from './wall-ms.js';
import type { WorkerPorts } from './worker-ports.js';

/** A case that may be started, verified. */
export interface SuppliedCase {
  readonly case: FrozenCase;
  readonly corpusVersion: string;
}

type Fetched =
  | ({ readonly kind: 'supplied' } & SuppliedCase)
  /** Nothing now. It stands in the events. */
  | { readonly kind: 'later'; readonly afterMs: number };

/** One try for a case whose turn it is. Rejects with BenchError('usage') where the source refuses us altogether. */
export async function fetchCase(
  ports: WorkerPorts,
  memory: AskingMemory,
  signal: AbortSignal,
): Promise<Fetched> {
  const answered = await askForCase(ports, memory, signal);
  if (answered.kind === 'reply') {
    const [one] = answered.reply.cases;
    if (one !== undefined)
      return freeze(ports, memory, { one, corpusVersion: answered.reply.corpus.version });
    await reportEvent(ports, { level: 'warning', kind: 'no_case_available' });
    return { kind: 'later', afterMs: 0 };
  }
  if (answered.kind === 'stop') throw sourceRefusedUs(answered.why);
  const isOurFault = answered.kind === 'give_up' || answered.kind === 'conflict';
  await reportEvent(ports, {
    level: isOurFault ? 'alert' : 'warning',
    kind: answered.kind === 'back_off' ? answered.reason : 'fetch_failed',
    data: { why: answered.why },
  });
  return { kind: 'later', afterMs: answered.kind === 'back_off' ? answered.afterMs : 0 };
}

interface SentCase {
  readonly one: FetchReply['cases'][number];
  readonly corpusVersion: string;
}

async function freeze(
  ports: WorkerPorts,
  memory: AskingMemory,
  { one, corpusVersion }: SentCase,
): Promise<Fetched> {
  const { tables, settings } = ports;
  const known = await tables.cases.knownSha256(one.case_id, one.case_version);
  const frozen = freezeCase(one, { hosts: settings.hosts, knownSha256: () => known });
  if (frozen.kind === 'refused') {
    memory.refused.add(one.case_id);
    await refuse(ports, one, frozen.why);
    return { kind: 'later', afterMs: 0 };
  }
  memory.given = [one.case_id, ...memory.given.filter((id) => id !== one.case_id)].slice(0, 1_000);
  const hardTimeoutMs = Math.min(frozen.case.hardTimeoutMs, settings.hardTimeoutMs);
  return { kind: 'supplied', case: { ...frozen.case, hardTimeoutMs }, corpusVersion };
}

/** Kept as a cohort that was aborted, so that it shows. */
async function refuse(ports: WorkerPorts, one: FetchReply['cases'][number], why: string): Promise<void> {
  const { tables, clock, newId, settings } = ports;
  const id = newId('coh');
  const nowMs = wallMs(clock);
  const { scaffold, hosts: hostFilter, startFloorMs, hardTimeoutMs } = settings;
  const refused = {
    caseId: one.case_id,
    caseVersion: one.case_version,
    payloadSha256: one.payload_sha256,
    hardTimeoutMs,
  };
  await tables.cohorts.recordRefusal(
    { id, case: refused, scaffold, hostFilter, queuedAt: nowMs, nextStartAt: nowMs, startFloorMs },
    why,
  );
  await reportEvent(ports, { level: 'alert', kind: 'case_refused', cohortId: id, data: { why } });
}

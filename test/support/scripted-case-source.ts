import { chooseCases } from '../../src/arena/corpus/choose-cases.js';
import { EvaluationDesk } from '../../src/arena/corpus/evaluation-desk.js';
import type { Corpus } from '../../src/arena/corpus/load-corpus.js';
import { payloadOf } from '../../src/arena/corpus/payload-of.js';
import { submitRequestSchema } from '../../src/arena/corpus/source-requests.js';
import type { Answered } from '../../src/arena/source/case-source.js';
import { evalSchema, fetchReplySchema, submitReplySchema } from '../../src/arena/source/contract.js';
import type { CaseSourcePort } from '../../src/arena/worker/worker-ports.js';
import { digestOf } from '../../src/lib/digest.js';
import type { Clock } from '../../src/lib/clock.js';

export const scriptedHost = 'shop.example';

/** Cases `case_0` … whose answer is `{ "size": "<id>" }`. */
export function scriptedCorpus(count: number): Corpus {
  const cases = Array.from({ length: count }, (_, index): Corpus['cases'][number] => ({
    id: `case_${index}`,
    version: 1,
    task: 'Say the size.',
    inputData: {},
    outputSchema: { type: 'object' },
    entrypoint: { url: `https://${scriptedHost}/${index}`, method: 'GET' },
    hardTimeout: 300_000,
    checkpoints: [
      {
        ...{ id: 'size', label: 'the size', required: true, weight: 1 },
        ...{ kind: 'json_equals', path: '$.size', value: `case_${index}` },
      },
    ],
  }));
  const payloads = cases.map((one) => {
    const payload = payloadOf(one);
    return [one.id, { payload, sha256: digestOf(payload) }] as const;
  });
  return { version: 'scripted', cases, payloads: new Map(payloads), pages: new Map() };
}

export interface ScriptedSource {
  readonly port: CaseSourcePort;
  /** Every distinct body that came under each idempotency key. */
  readonly bodies: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The embedded case source without HTTP between: it outlives the worker's processes, as another service does. */
export function scriptedCaseSource(
  { corpus, clock, delayMs }: { readonly corpus: Corpus; readonly clock: Clock; readonly delayMs: number },
  /** Whether it is out of order for this call, after all retries. */
  isDown: () => boolean = () => false,
): ScriptedSource {
  const unused = () => Promise.reject(new Error('no checkpoint of the script needs this'));
  const bounded = { match: unused, matchWhole: unused, validate: unused };
  const desk = new EvaluationDesk(corpus, { bounded, clock, delayMs });
  const bodies = new Map<string, Set<string>>();
  const down = { kind: 'give_up', reason: 'evaluator_error', why: 'HTTP 500' } as const;
  const port: CaseSourcePort = {
    fetchCases: ({ hosts, excludeCaseIds, cursor, count }) => {
      const filter = { hosts: [...hosts], domains: [], exclude_case_ids: [...excludeCaseIds] };
      if (isDown())
        return answer({ kind: 'back_off', reason: 'unreachable', afterMs: 300_000, why: 'HTTP 500' });
      const { status, body } = chooseCases(corpus, { filter, selection: { cursor }, count }, clock.wall());
      if (status === 200) return answer({ kind: 'reply', status, reply: fetchReplySchema.parse(body) });
      return answer({ kind: 'back_off', reason: 'no_case_available', afterMs: 15_000, why: 'HTTP 404' });
    },
    submit: (attemptId, body) => {
      bodies.set(attemptId, (bodies.get(attemptId) ?? new Set()).add(JSON.stringify(body)));
      const { status, body: reply } = desk.submit(attemptId, submitRequestSchema.parse(body), body);
      // The worst time to be down: it has taken it, and its answer is lost.
      if (isDown()) return answer(down);
      if (status === 202) return answer({ kind: 'reply', status, reply: submitReplySchema.parse(reply) });
      return answer(
        status === 409 ? { kind: 'conflict', why: 'HTTP 409' } : { ...down, reason: 'contract_error' },
      );
    },
    readEval: async (evalId) => {
      if (isDown()) return down;
      const { status, body } = await desk.read(evalId);
      if (status === 200) return { kind: 'reply', status, reply: evalSchema.parse(body) };
      return { ...down, reason: 'eval_not_found' };
    },
  };
  return { port, bodies };
}

function answer<Reply>(answered: Answered<Reply>): Promise<Answered<Reply>> {
  return Promise.resolve(answered);
}

import { formatMs } from '../../lib/quantity.js';

export interface ContractRule {
  readonly title: string;
  readonly text: string;
  /** Endpoints of the case source that the rule rests on, or what it is called. */
  readonly reference: string;
}

export interface RuleFacts {
  /** Inert, bounded; empty: every host. */
  readonly hosts: string;
  readonly startFloorMs: number;
  readonly hardTimeoutMs: number;
}

/** What holds for every attempt before it reaches the board, in the order it happens. */
export function contractRules({ hosts, startFloorMs, hardTimeoutMs }: RuleFacts): readonly ContractRule[] {
  const [floor, cap] = [formatMs(startFloorMs), formatMs(hardTimeoutMs)];
  return [
    {
      title: 'Cases come from outside',
      text: `The worker makes up no task. It fetches each case from the case source, frozen under its SHA-256: task, input data, output schema, entrypoint and timeout policy. A case whose hash differs from the one first seen under its version is refused. ${hosts === '' ? 'Cases of every host are taken.' : `Only cases of ${hosts} are taken.`}`,
      reference: 'POST /v1/cases/fetch',
    },
    {
      title: 'Every agent under the same terms',
      text: 'All enabled agents get the same case, prompt scaffold and time budget, and start together in an order drawn from the cohort. Recorded are latency, steps, tokens, cost, the URL where it ended, the final output and the raw payload.',
      reference: 'Shared case contract',
    },
    {
      title: 'The case source judges',
      text: 'No verdict is made here. What an agent hands in goes to the evaluation API under its attempt id, so that it counts once; the full evaluation is fetched back and its checkpoints are kept, so that a failure can be looked into.',
      reference: 'POST /v1/evals/submit · GET /v1/evals/{id}',
    },
    {
      title: 'A steady beat',
      text: `A cohort starts no sooner than ${floor} after the start of the one before, and not before that has ended. An attempt is cut off at ${cap}. Time that is left goes to the next case: it is fetched, verified and announced, and the agents are looked at, before its start is due.`,
      reference: `A start every ${floor} at most; ${cap} an attempt`,
    },
    {
      title: 'Rank needs evidence',
      text: 'A board ranks a rolling window by one score of quality, speed, cost, tokens and reliability, scaled by how much evidence there is. Agents with too little stand below as provisional, and agents that are switched off stay, marked.',
      reference: 'arena-rank@1.0.0',
    },
  ];
}

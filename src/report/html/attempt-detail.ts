import { inert } from '../../lib/inert.js';
import { formatShare } from '../../lib/quantity.js';
import type { AttemptRecord } from '../../results/attempt-record.js';
import type { RunHeader } from '../../results/run-header.js';
import { meteredText, streamFacts } from '../stream-facts.js';
import { formatTime } from '../words.js';
import { criterionDetail } from './grade-detail.js';
import type { AttemptDetail } from './page-data.js';
import { transcriptOf } from './transcript.js';
import { waterfallOf } from './waterfall-lanes.js';

const mostExchanges = 40;
const withheldNote =
  'The suite is private: what was asked and answered, and reasons that quote it, are not in this page.';

export type Task = RunHeader['tasks'][number];

export interface DetailOptions {
  readonly task: Task | undefined;
  /** Leave out all that quotes the suite. */
  readonly withheld: boolean;
}

/** One attempt with everything that the page shows when it is opened, inert. */
export function attemptDetail(record: AttemptRecord, { task, withheld }: DetailOptions): AttemptDetail {
  const { outcome, grade } = record;
  const reason = outcome.status === 'ok' ? grade.reason : outcome.detail;
  return {
    facts: factsOf(record, task).map((fact) => inert(fact, 120)),
    reason: withheld ? '' : inert(reason, 1_000),
    notes: notesOf(record, withheld),
    exchanges: record.exchanges.slice(0, mostExchanges).map((exchange, index) => ({
      facts: streamFacts(exchange),
      waterfall: waterfallOf(exchange),
      transcript: withheld ? [] : transcriptOf(record, index),
    })),
    criteria: grade.criteria.map((criterion) => criterionDetail(criterion, withheld)),
  };
}

function factsOf(record: AttemptRecord, task: Task | undefined): readonly string[] {
  return [
    ...(task === undefined ? [] : [task.category, `class ${task.class}`, task.difficulty]),
    `variant ${record.variant}`,
    `repeat ${record.repeat}`,
    `nonce ${record.nonce}`,
    formatTime(record.issuedAt),
    ...(record.metered === undefined ? [] : [`metered ${meteredText(record.metered)}`]),
  ];
}

function notesOf({ grade, exchanges, masked }: AttemptRecord, withheld: boolean): readonly string[] {
  const { coverage, criteria } = grade;
  return [
    ...(withheld ? [withheldNote] : []),
    ...(masked === true ? ['A secret was starred out of this attempt.'] : []),
    ...(criteria.length > 0 && coverage < 1
      ? [`Only ${formatShare(coverage)} of the grading weight could be applied.`]
      : []),
    ...(criteria.length === 0 ? ['No grader was asked.'] : []),
    ...(exchanges.length > mostExchanges
      ? [`Exchanges after the first ${mostExchanges} are left out; they are in the journal.`]
      : []),
  ];
}

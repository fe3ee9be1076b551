import type { AttemptRecord } from './attempt-record.js';
import type { RunHeader } from './run-header.js';
import type { RunResult } from './run-result.js';

export const publishableLimits = {
  /** Share of the grading weight that must have been applied (METHODOLOGY section 3). */
  coverage: { official: 1, other: 0.95 },
  /** Repeats of an official run (METHODOLOGY section 6). */
  repeats: 3,
} as const;

/** In the result before the signature is made, as the signature covers it. */
export const unsignedReason = 'it is not signed (--sign)';

export interface PublishableFacts {
  readonly header: RunHeader;
  readonly records: readonly AttemptRecord[];
  readonly isComplete: boolean;
  readonly leftOut: readonly string[];
  readonly coverage: RunResult['coverage'];
  readonly validity: RunResult['validity'];
  readonly status: RunResult['status'];
  readonly willBeSigned: boolean;
  readonly strayMeterLines: number;
}

/** Every reason why a result may not stand on a board; none = it may. */
export function publishableOf(facts: PublishableFacts): RunResult['publishable'] {
  const reasons = [
    ...reasonsOfPlan(facts),
    ...reasonsOfParties(facts),
    ...reasonsOfRecords(facts),
    ...reasonsOfMeasurement(facts),
    ...(facts.willBeSigned ? [] : [unsignedReason]),
  ];
  return { ok: reasons.length === 0, reasons };
}

function reasonsOfPlan({ header, leftOut }: PublishableFacts): readonly string[] {
  const reasons: string[] = [];
  if (!header.official) reasons.push('it is not an official run (--official)');
  if (header.repeat < publishableLimits.repeats) {
    reasons.push(
      `${header.repeat} ${header.repeat === 1 ? 'repeat' : 'repeats'}, an official run has ${publishableLimits.repeats}`,
    );
  }
  if (header.official && header.concurrency !== 1)
    reasons.push(`concurrency ${header.concurrency}, an official run has 1`);
  if (header.shard !== undefined)
    reasons.push(`it is shard ${header.shard.index} of ${header.shard.count}, a part of a run`);
  if (header.mergedFrom !== undefined) {
    const { count } = header.mergedFrom;
    reasons.push(`it was merged from ${count} shards, which may have loaded the target at once`);
  }
  if (header.rescoredFrom !== undefined) reasons.push(...reasonsOfRescoring(header.rescoredFrom));
  const newTasks = header.rescoredFrom?.newTasks.length ?? 0;
  const selected = header.shard?.tasks ?? header.tasks;
  const filtered = header.suite.tasks - selected.length - newTasks;
  if (filtered > 0) reasons.push(`a filter left ${filtered} of ${header.suite.tasks} tasks out`);
  if (leftOut.length > 0) reasons.push(`categories without a task: ${leftOut.join(', ')}`);
  return reasons;
}

function reasonsOfRescoring({ runId, newTasks }: NonNullable<RunHeader['rescoredFrom']>): readonly string[] {
  return [
    `it was rescored, from run ${runId}`,
    ...(newTasks.length === 0 ? [] : [`tasks that came to the suite after the run: ${newTasks.length}`]),
  ];
}

/** An embedded server answers from what it holds, not from what it can do. */
function reasonsOfParties({ header, strayMeterLines }: PublishableFacts): readonly string[] {
  const reasons: string[] = [];
  if (isEmbedded(header.target.url)) reasons.push('the target is the embedded miner');
  if (judgesOf(header).some(({ url }) => isEmbedded(url))) reasons.push('the judge is the embedded one');
  if (header.judge?.fitness?.isFit === false) reasons.push('the judge failed its fitness battery');
  if (header.official && header.target.started !== null) {
    reasons.push('the miner was started by this run (--start), on the machine that holds its secrets');
  }
  if (strayMeterLines > 0) {
    reasons.push(`usage was metered for requests that this run did not make: ${strayMeterLines} lines`);
  }
  return reasons;
}

function judgesOf({ judge }: RunHeader): readonly { readonly url: string }[] {
  return judge === null ? [] : (judge.panel ?? [judge]);
}

/** As `--target mock` and `--judge-url mock:PERSONA` are recorded. */
function isEmbedded(url: string): boolean {
  return /^mock(?::|$)/.test(url);
}

function reasonsOfRecords({ header, records, isComplete }: PublishableFacts): readonly string[] {
  const reasons: string[] = [];
  if (!isComplete)
    reasons.push(
      `attempts that are missing: ${header.order.length - records.length} of ${header.order.length}`,
    );
  const unmetered = records.filter(isUnmetered).length;
  if (header.official && unmetered > 0) {
    reasons.push(`attempts that are not metered (--meter): ${unmetered} of ${records.length}`);
  }
  const unjudged = records.filter(({ grade }) =>
    grade.criteria.some(({ grader, verdict }) => grader === 'judge' && verdict === 'n_a'),
  ).length;
  if (unjudged > 0) reasons.push(`attempts with criteria for a judge, and no judge: ${unjudged}`);
  const retried = records.filter(({ exchanges }) => exchanges.some(isRetried)).length;
  if (retried > 0) reasons.push(`attempts that were tried again (--retry): ${retried}`);
  return reasons;
}

function isUnmetered({ metered }: AttemptRecord): boolean {
  return metered?.in === undefined || metered.out === undefined || metered.calls === undefined;
}

/** The one retry that is always allowed (a reused connection was gone) is flagged, and leaves one try behind. */
function isRetried({ tries, flags }: AttemptRecord['exchanges'][number]): boolean {
  return tries.length > (flags.includes('silent_retry') ? 1 : 0);
}

function reasonsOfMeasurement({ header, coverage, validity, status }: PublishableFacts): readonly string[] {
  const reasons: string[] = [];
  const { official, other } = publishableLimits.coverage;
  const needed = header.official ? official : other;
  // A sum of equal shares may miss 1 by its last digit.
  if (coverage.share < needed - 1e-9) {
    reasons.push(`coverage ${(coverage.share * 100).toFixed(1)} %, needed ${needed * 100} %`);
  }
  if (validity.status !== 'valid')
    reasons.push(`the measurement is ${validity.status}: ${validity.reasons.join('; ')}`);
  if (status === 'partial') reasons.push('there is no composite');
  return reasons;
}

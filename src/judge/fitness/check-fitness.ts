import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { Judge, JudgeVerdict } from '../judge.js';
import { combineVerdicts } from '../panel.js';
import { fitnessBattery, type Battery } from './battery.js';
import { scoreFitness, type FitnessOutcome, type FitnessScore } from './score-fitness.js';
import type { FitnessCase } from './fitness-case.js';

export interface FitnessOptions {
  readonly battery?: Battery | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface FitnessReport extends FitnessScore {
  readonly battery: Pick<Battery, 'version' | 'digest'> & { readonly cases: number };
  /** Of a panel: how each of its judges did alone. Left out: it is one judge. */
  readonly members?: readonly MemberFitness[] | undefined;
}

export interface MemberFitness extends FitnessScore {
  readonly model: string;
  readonly url: string;
}

/** Cases under way at once; the judge has its own limit on requests. */
const concurrency = 16;

/**
 * Puts the battery to a judge, by the same protocol as answers of a run. A panel is fit where every one of its judges is,
 * and the panel too: a majority would hide a judge that falls for attacks until another fails. Its judges are asked once;
 * the panel's verdicts are made of theirs. Rejects only with the signal's reason: a judge that cannot be asked comes out
 * as unfit.
 */
export async function checkFitness(
  judge: Pick<Judge, 'judge' | 'members'>,
  { battery = fitnessBattery, signal, onProgress }: FitnessOptions = {},
): Promise<FitnessReport> {
  const { version, digest, cases } = battery;
  const { members } = judge;
  const limit = pLimit(concurrency);
  // Every request listens to it: that many listeners are no leak.
  if (signal !== undefined) setMaxListeners(0, signal);
  let done = 0;
  const verdicts = await Promise.all(
    cases.map(({ judgeCase }) =>
      limit(async () => {
        signal?.throwIfAborted();
        const found = await Promise.all(
          (members ?? [judge]).map((member) => member.judge(judgeCase, signal)),
        );
        onProgress?.(++done, cases.length);
        return found;
      }),
    ),
  );
  const about = { version, digest, cases: cases.length };
  return { battery: about, ...scored(cases, verdicts, members) };
}

/** `verdicts` holds a row for each case, a verdict of each judge in it. */
function scored(
  cases: readonly FitnessCase[],
  verdicts: readonly (readonly JudgeVerdict[])[],
  members: readonly Pick<Judge, 'identity'>[] = [],
): FitnessScore & Pick<FitnessReport, 'members'> {
  const outcomesOf = (verdictOf: (row: readonly JudgeVerdict[], each: FitnessCase) => JudgeVerdict) =>
    cases.map((each, at): FitnessOutcome => {
      return { fitnessCase: each, verdict: verdictOf(verdicts[at] ?? [], each) };
    });
  const together = scoreFitness(
    outcomesOf(([only, ...others], { judgeCase: { criteria } }) =>
      only !== undefined && others.length === 0
        ? only
        : combineVerdicts(criteria, only === undefined ? [] : [only, ...others]),
    ),
  );
  if (members.length === 0) return together;
  const each = members.map(({ identity: { model, url } }, at) => ({
    model,
    url,
    ...scoreFitness(outcomesOf((row) => row[at] ?? { kind: 'judge_fault', reason: 'it was not asked' })),
  }));
  return { ...together, isFit: together.isFit && each.every(({ isFit }) => isFit), members: each };
}

import { digestOf } from '../../lib/digest.js';
import { clearCases } from '../fitness/clear-cases.js';
import { scenarios, type ScenarioName } from '../fitness/scenarios.js';
import type { PairCase, PairWinner } from './pair-case.js';
import { pickMeTexts, wrongEssays } from './pair-attack-texts.js';

/** What the other answer of a pair is, beside a right one. */
export type PairFamily = 'clear' | 'identical' | 'pick-me' | 'longer-but-wrong';

/** Two answers of which is known which is better. */
export interface PairFitnessCase {
  readonly id: string;
  readonly family: PairFamily;
  readonly pair: PairCase;
  readonly expected: PairWinner;
}

export interface PairBattery {
  /** Raised whenever a case changes. */
  readonly version: string;
  /** SHA-256 of the cases. */
  readonly digest: string;
  readonly cases: readonly PairFitnessCase[];
}

const names = Object.keys(scenarios).filter((name): name is ScenarioName => name in scenarios);

const clear = names.flatMap((name) =>
  [1, 2].map((number) =>
    against({
      ...{ id: `clear-${name}-${number}`, family: 'clear', name },
      right: candidateOf(`pass-${name}-${number}`),
      wrong: candidateOf(`fail-${name}-${number}`),
      expected: sideOf(number),
    }),
  ),
);

const identical = names.slice(0, 3).map((name, at): PairFitnessCase => {
  // A poor answer is no worse than itself.
  const text = candidateOf(`${at === 1 ? 'fail' : 'pass'}-${name}-1`);
  const pair = { ...scenarios[name], base: text, candidate: text };
  return { id: `identical-${name}`, family: 'identical', pair, expected: 'tie' };
});

const attacks = [
  ...pickMeTexts.map((attack) => ({ ...attack, family: 'pick-me' as const })),
  ...wrongEssays.map((attack) => ({ ...attack, family: 'longer-but-wrong' as const })),
].map(({ family, name, text, trick }, at) =>
  against({
    ...{ id: `${family}-${trick}`, family, name },
    right: candidateOf(`pass-${name}-1`),
    wrong: text,
    expected: sideOf(at),
  }),
);

const cases: readonly PairFitnessCase[] = [...clear, ...identical, ...attacks];

/** What a judge has to pass, besides the battery of single answers, before it may compare two. */
export const pairBattery: PairBattery = {
  version: '1.0.0',
  digest: digestOf(
    cases.map(({ id, family, expected, pair: { task, reference, criteria, base, candidate } }) => {
      const asked = criteria.map((criterion) => ({ ...criterion }));
      return { id, family, expected, task, reference, criteria: asked, base, candidate };
    }),
  ),
  cases,
};

interface Opponents extends Pick<PairFitnessCase, 'id' | 'family' | 'expected'> {
  readonly name: ScenarioName;
  readonly right: string;
  readonly wrong: string;
}

/** So that the right answer is as often the one as the other. */
function sideOf(number: number): PairWinner {
  return number % 2 === 0 ? 'base' : 'candidate';
}

function against({ id, family, name, right, wrong, expected }: Opponents): PairFitnessCase {
  const answers = expected === 'base' ? { base: right, candidate: wrong } : { base: wrong, candidate: right };
  return { id, family, pair: { ...scenarios[name], ...answers }, expected };
}

/** Of the battery of single answers. Throws RangeError where it has none of this id. */
function candidateOf(id: string): string {
  const found = clearCases.find((each) => each.id === id);
  if (found === undefined) throw new RangeError(`the battery has no case ${id}`);
  return found.judgeCase.candidate;
}

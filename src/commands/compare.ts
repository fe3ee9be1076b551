import { compareRuns } from '../compare/compare-runs.js';
import type { Comparison } from '../compare/comparison.js';
import { inert } from '../lib/inert.js';
import type { RunPlace } from '../results/find-run.js';
import type { CommandAction, CommandCall } from './command.js';
import { compareOptions } from './compare-options.js';
import { pairwiseOf, type PairwiseEnd } from './compare-pairwise.js';
import { named, readSide, type PlacedRun } from './compared-runs.js';
import { comparisonTexts } from './comparison-texts.js';
import { flipAnswers } from './flip-answers.js';
import { columnsOf, wantsColor, type Io } from './io.js';
import { chosenReporters, requireReporters, writeReports } from './reporters.js';

/** `compare`: two runs, or several with the first, as text on stdout; not comparable ones end with `incomparable`. */
export const compare: CommandAction = async (call) => {
  const { io, operands } = call;
  const options = compareOptions(call);
  const { format, json, columns } = options;
  const usual = [{ name: format, path: undefined }];
  const reporters = chosenReporters(options.reporter, { json, usual });
  await requireReporters(reporters, io);
  const read = (references: readonly string[]) => readSide(references, { io, output: options.output });
  const [base, ...candidates] = await read(operands);
  if (base === undefined) throw new RangeError('commander asks for two runs');
  const [furtherBase, furtherCandidate] = [await read(options.base), await read(options.candidate)];
  const names = named([base, ...candidates, ...furtherBase, ...furtherCandidate]);
  const runsOf = (side: readonly PlacedRun[]) => side.map((run) => names(run));
  const compared = candidates.map((candidate) =>
    compareRuns(runsOf([base, ...furtherBase]), runsOf([candidate, ...furtherCandidate])),
  );
  const places = [base, ...candidates].map(({ place }) => place);
  const judged = await withPairwise(call, compared, {
    isAsked: options.judgePairwise,
    suite: options.suite,
    places,
  });
  if (judged.kind === 'stopped') return judged.exitReason;
  const { comparisons } = judged;
  const shown = { runs: runsOf([base, ...candidates]), comparisons };
  const told = await writeReports({ reporters, texts: comparisonTexts(shown, candidates[0]), io, columns });
  if (reporters.some(({ name, path }) => name === 'table' && path === undefined)) {
    await writeFlips(call, comparisons, { ...options, places });
  }
  const ending = endingOf(comparisons, io);
  if (ending !== 'ok') return ending;
  return judged.isBudgetSpent ? 'budget' : told;
};

type Judged =
  | {
      readonly kind: 'judged';
      readonly comparisons: readonly Comparison[];
      readonly isBudgetSpent: boolean;
    }
  | Extract<PairwiseEnd, { kind: 'stopped' }>;

/** Runs that cannot be compared are not put to a judge either. */
async function withPairwise(
  call: CommandCall,
  comparisons: readonly Comparison[],
  { isAsked, suite, places }: { isAsked: boolean; suite: string | undefined; places: readonly RunPlace[] },
): Promise<Judged> {
  const [[comparison], [base, candidate]] = [comparisons, places];
  const isPossible = comparison?.obstacles.length === 0 && base !== undefined && candidate !== undefined;
  if (!isAsked || !isPossible) return { kind: 'judged', comparisons, isBudgetSpent: false };
  const end = await pairwiseOf(call, { base, candidate, suite });
  if (end.kind === 'stopped') return end;
  const { pairwise, isBudgetSpent } = end;
  return { kind: 'judged', comparisons: [{ ...comparison, pairwise }], isBudgetSpent };
}

/** Below the table of one comparison: what both runs answered where a task flipped. */
async function writeFlips(
  { io, operands }: CommandCall,
  [comparison, ...others]: readonly Comparison[],
  { answers, columns, places: [base, candidate] }: FlipsPage,
): Promise<void> {
  if (comparison === undefined || others.length > 0 || base === undefined || candidate === undefined) return;
  const page = { columns: columns ?? columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) };
  const asked = { comparison, places: { base, candidate }, operands, all: answers };
  io.stdout.write(await flipAnswers(asked, page));
}

interface FlipsPage {
  readonly answers: boolean;
  readonly columns?: number | undefined;
  readonly places: readonly RunPlace[];
}

function endingOf(comparisons: readonly Comparison[], io: Io): 'ok' | 'incomparable' {
  const obstacles = comparisons.flatMap((comparison) => comparison.obstacles);
  for (const obstacle of new Set(obstacles)) io.stderr.write(`not comparable: ${inert(obstacle, 600)}\n`);
  return obstacles.length > 0 ? 'incomparable' : 'ok';
}

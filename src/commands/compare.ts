import { basename } from 'node:path';
import * as z from 'zod';
import { compareRuns, type NamedRun } from '../compare/compare-runs.js';
import type { Comparison } from '../compare/comparison.js';
import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import { renderComparisonMarkdown } from '../report/comparison-markdown.js';
import { renderComparisonJson } from '../report/json.js';
import { renderComparisonTable } from '../report/comparison-table.js';
import { toComparisonView } from '../report/comparison-view.js';
import { githubComparison } from '../report/github-comparison.js';
import { renderComparisonJunit } from '../report/junit-comparison.js';
import type { PageOptions } from '../report/page.js';
import { renderRunsMarkdown, renderRunsTable } from '../report/runs-table.js';
import { toRunsView } from '../report/runs-view.js';
import type { RunPlace } from '../results/find-run.js';
import { readComparable } from '../results/read-comparable.js';
import type { CommandAction, CommandCall } from './command.js';
import { pairwiseOf, type PairwiseEnd } from './compare-pairwise.js';
import { flipAnswers } from './flip-answers.js';
import { htmlReport } from './html-report.js';
import { columnsOf, pathFrom, wantsColor, type Io } from './io.js';
import { isOn, readOptions, wholeFrom, word } from './read-options.js';
import {
  chosenReporters,
  reporterOption,
  requireReporters,
  writeReports,
  type ReporterTexts,
} from './reporters.js';

const formats = ['table', 'markdown', 'json'] as const;

/** `compare`: two runs, or several with the first, as text on stdout; not comparable ones end with `incomparable`. */
export const compare: CommandAction = async (call) => {
  const { io, operands } = call;
  const { format, json, columns, output, answers, reporter, ...more } = readOptions(call, {
    format: word(formats).default('table'),
    reporter: reporterOption(['table', 'markdown', 'json', 'junit', 'github', 'html']),
    json: isOn,
    columns: wholeFrom(20, 1_000).optional(),
    output: z.string().default('janus-results'),
    answers: isOn,
    judgePairwise: isOn,
    suite: z.string().optional(),
    base: z.array(z.string()).default([]),
    candidate: z.array(z.string()).default([]),
  });
  const asked = { format: json ? 'json' : format, answers, operands, ...more } as const;
  checkTogether(asked);
  const usual = [{ name: format, path: undefined }];
  const reporters = chosenReporters(reporter, { json, usual });
  await requireReporters(reporters, io);
  const page = { columns: columns ?? columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) };
  const read = (references: readonly string[]) => readSide(references, { io, output });
  const [base, ...candidates] = await read(operands);
  if (base === undefined) throw new RangeError('commander asks for two runs');
  const [furtherBase, furtherCandidate] = [await read(more.base), await read(more.candidate)];
  const names = named([base, ...candidates, ...furtherBase, ...furtherCandidate]);
  const runsOf = (side: readonly PlacedRun[]) => side.map((run) => names(run));
  const compared = candidates.map((candidate) =>
    compareRuns(runsOf([base, ...furtherBase]), runsOf([candidate, ...furtherCandidate])),
  );
  const judged = await withPairwise(call, compared, {
    isAsked: more.judgePairwise,
    suite: more.suite,
    places: [base, ...candidates].map(({ place }) => place),
  });
  if (judged.kind === 'stopped') return judged.exitReason;
  const { comparisons } = judged;
  const shown = { runs: runsOf([base, ...candidates]), comparisons };
  const told = await writeReports({ reporters, texts: comparisonTexts(shown, candidates[0]), io, columns });
  const [only, ...others] = comparisons;
  const isTable = reporters.some(({ name, path }) => name === 'table' && path === undefined);
  if (only !== undefined && others.length === 0 && isTable) {
    const places = { base: base.place, candidate: candidates[0]?.place ?? base.place };
    io.stdout.write(await flipAnswers({ comparison: only, places, operands, all: answers }, page));
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

interface Asked {
  readonly judgePairwise: boolean;
  readonly format: (typeof formats)[number];
  readonly answers: boolean;
  readonly operands: readonly string[];
  readonly base: readonly string[];
  readonly candidate: readonly string[];
}

function checkTogether({ format, answers, operands, base, candidate, judgePairwise }: Asked): void {
  const isSeveral = operands.length > 2;
  if (judgePairwise && isSeveral) {
    throw new BenchError('usage', '--judge-pairwise puts the answers of two runs to a judge', {
      hint: 'Name two runs.',
    });
  }
  if (isSeveral && base.length + candidate.length > 0) {
    throw new BenchError('usage', '--base and --candidate add runs to the two sides of one comparison', {
      hint: 'Name two runs beside them: the first of each side.',
    });
  }
  if (answers && (format !== 'table' || isSeveral)) {
    throw new BenchError('usage', '--answers prints the answers below the table of one comparison', {
      hint: 'Name two runs, and leave out --format and --json.',
    });
  }
}

interface PlacedRun extends NamedRun {
  readonly place: RunPlace;
}

/** One after the other: a result of 100 000 attempts takes its room while it is read. */
async function readSide(
  references: readonly string[],
  { io, output }: { readonly io: Io; readonly output: string },
): Promise<readonly PlacedRun[]> {
  const runs: PlacedRun[] = [];
  for (const reference of references) {
    const { place, result, from, notes } = await readComparable(reference, pathFrom(io, output));
    const name = shortName(reference, result.run.id);
    if (from === 'journal')
      for (const note of notes) io.stderr.write(`note: ${inert(name, 80)}: ${inert(note, 500)}\n`);
    runs.push({ name, result, place });
  }
  return runs;
}

/** What the user called it, without the folders around it; the run's id where that says more. */
function shortName(reference: string, runId: string): string {
  const name = basename(reference.replace(/\/(?:result\.json|result\.public\.json|attempts\.jsonl)$/u, ''));
  return name === '' || name === '.' || name.includes('result') || runId.startsWith(name) ? runId : name;
}

/** Two runs of one name are told apart by their ids. */
function named(runs: readonly PlacedRun[]): (run: PlacedRun) => NamedRun {
  return ({ name, result }) => {
    const isShared = runs.some((other) => other.name === name && other.result.run.id !== result.run.id);
    return { name: isShared ? result.run.id : name, result };
  };
}

interface Shown {
  readonly runs: readonly NamedRun[];
  /** Of each further run with the first. */
  readonly comparisons: readonly Comparison[];
}

/** Runs that cannot be compared can still be looked at side by side. */
const renderings: Readonly<Record<Asked['format'], (shown: Shown, page: PageOptions) => string>> = {
  table: ({ runs, comparisons }, page) => {
    const [only] = comparisons;
    if (only === undefined || comparisons.length > 1)
      return renderRunsTable(toRunsView(runs, comparisons), page);
    const whole = renderComparisonTable(toComparisonView(only), page);
    return only.obstacles.length > 0
      ? `${whole.trimEnd()}\n${renderRunsTable(toRunsView(runs, []), page)}`
      : whole;
  },
  markdown: ({ runs, comparisons }) => {
    const [only] = comparisons;
    if (only === undefined || comparisons.length > 1)
      return renderRunsMarkdown(toRunsView(runs, comparisons));
    const whole = renderComparisonMarkdown(toComparisonView(only));
    return only.obstacles.length > 0 ? `${whole}\n${renderRunsMarkdown(toRunsView(runs, []))}` : whole;
  },
  json: ({ comparisons }) => {
    const [only] = comparisons;
    const value =
      comparisons.length === 1 ? only : { schema: 'janus-bench/comparisons', schemaVersion: 1, comparisons };
    return renderComparisonJson(value);
  },
};

/** CI servers are told of two runs; of more there is no one outcome. */
function comparisonTexts(shown: Shown, candidate: PlacedRun | undefined): ReporterTexts {
  const [first] = shown.comparisons;
  const texts = {
    table: (page: PageOptions) => renderings.table(shown, page),
    markdown: (page: PageOptions) => renderings.markdown(shown, page),
    json: (page: PageOptions) => renderings.json(shown, page),
  };
  if (first === undefined || candidate === undefined || shown.comparisons.length > 1) return texts;
  const view = toComparisonView(first);
  return {
    ...texts,
    html: () => htmlReport({ result: candidate.result, journal: candidate.place.journal, comparison: first }),
    junit: () => renderComparisonJunit(view),
    github: () => githubComparison(view, renderings.markdown(shown, { columns: 100, color: false })),
  };
}

function endingOf(comparisons: readonly Comparison[], io: Io): 'ok' | 'incomparable' {
  const obstacles = comparisons.flatMap((comparison) => comparison.obstacles);
  for (const obstacle of new Set(obstacles)) io.stderr.write(`not comparable: ${inert(obstacle, 600)}\n`);
  return obstacles.length > 0 ? 'incomparable' : 'ok';
}

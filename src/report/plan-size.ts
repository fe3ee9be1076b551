import type { SampleSize, SampleSizeRow } from '../compare/sample-size.js';
import { inert } from '../lib/inert.js';
import { formatShare } from '../lib/quantity.js';
import { wrapText } from '../lib/text-width.js';
import { renderGrid, type GridColumn } from './grid.js';
import { openInk } from './ink.js';
import { joinPage, pageColumns, section, type PageOptions } from './page.js';
import { counted, formatCount, formatScore, nothing } from './words.js';

/** How many tasks it takes, for a terminal: tasks by repeats, and what the numbers suppose. */
export function renderSampleSize(plan: SampleSize, options: PageOptions): string {
  const columns = pageColumns(options.columns);
  const ink = openInk(options.color);
  const paragraph = (text: string) => wrapText(text, columns - 4).map((line) => `  ${ink.quiet(line)}`);
  const title = `Tasks to find a drop of ${Number(plan.detect.toFixed(2))} points of ${nameOf(plan)}`;
  return joinPage([
    ...section(title, '', { columns, ink }),
    ...paragraph(`in 4 of 5 comparisons, p < .05 one-sided, tasks paired; from run ${inert(plan.runId, 60)}`),
    '',
    ...renderGrid(plan.rows, gridOf(plan, ink.strong), { columns, quiet: ink.quiet }),
    '',
    ...facts(plan).flatMap(paragraph),
    '',
  ]);
}

function gridOf(
  { tasks }: SampleSize,
  strong: (text: string) => string,
): readonly GridColumn<SampleSizeRow>[] {
  const points = (value: number | null) => (value === null ? nothing : formatScore(value));
  return [
    { title: 'repeats', align: 'right', rank: 0, of: ({ repeat }) => String(repeat) },
    {
      title: 'all lose alike',
      align: 'right',
      rank: 0,
      of: ({ ifAllLoseAlike }) => strong(counted(ifAllLoseAlike, 'task')),
    },
    {
      title: 'some break',
      align: 'right',
      rank: 0,
      of: ({ ifSomeBreak }) => strong(ifSomeBreak === null ? nothing : counted(ifSomeBreak, 'task')),
    },
    {
      title: `${formatCount(tasks)} tasks see from`,
      align: 'right',
      rank: 1,
      of: ({ seenFrom }) => `${points(seenFrom.ifAllLoseAlike)} to ${points(seenFrom.ifSomeBreak)} points`,
    },
  ];
}

function facts(plan: SampleSize): readonly string[] {
  const { tasks, clusters, value, score } = plan;
  const made = `The run: ${nameOf(plan)} ${formatScore(value)} over ${counted(tasks, 'task')}${clusters < tasks ? `, ${formatCount(clusters)} of them independent` : ''}.`;
  return [
    `${made} ${noiseOf(plan)}`,
    'all lose alike: the drop is spread over every task; only noise has to be averaged out. some break: a part of the tasks goes wrong for good and the rest stays: more tasks help, more repeats hardly do. Most regressions lie between.',
    'Supposed: tasks of the same mix and spread as these, both runs equally noisy, enough tasks for normal theory.',
    ...(score === 'speed' || score === 'streaming' || score === 'composite'
      ? [
          'Times count here: from two runs made apart they are not decided at all. Interleave them: janus-bench ab.',
        ]
      : []),
  ];
}

function noiseOf({ withinShare, rows }: SampleSize): string {
  const isQuiet = rows.every(({ seenFrom }) => seenFrom.ifAllLoseAlike === 0);
  const advice = 'A run of an agent that is wrong at times tells more.';
  if (withinShare === null)
    return isQuiet
      ? `It has one attempt a task, and all of a category came out alike: there is no noise to plan by. ${advice}`
      : 'It has one attempt a task, so all spread is taken for noise: these numbers are too large rather than too small. A run with --repeat 3 tells more.';
  return isQuiet
    ? `All attempts at a task came out alike: there is no noise to plan by. ${advice}`
    : `${formatShare(withinShare, 0)} of the spread between attempts lies within tasks, which repeats average out.`;
}

function nameOf({ score }: SampleSize): string {
  return score.charAt(0).toUpperCase() + score.slice(1);
}

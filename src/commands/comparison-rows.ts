import type { CommandRow, FlagRow } from './command.js';
import { asJson, judgeFlags } from './flags.js';
import { reporterFlag } from './reporter-flag.js';
import { resultsFolderFlag } from './results-folder-flag.js';

const pairwiseGroup = 'Pairwise judging';

/** Which judge compares the answers, and how to ask it. */
const pairwiseFlags: readonly FlagRow[] = [
  {
    flag: '--judge-pairwise',
    help: 'let a judge say which answers are better, in both orders; in no score and no gate',
    group: pairwiseGroup,
  },
  {
    flag: '--suite',
    value: 'SUITE',
    help: "where references and criteria are; left out: the runs' own",
    group: pairwiseGroup,
  },
  ...judgeFlags.map((flag) => ({ ...flag, group: pairwiseGroup })),
];

/** Commands that set runs side by side. */
export const comparisonRows: readonly CommandRow[] = [
  {
    name: 'compare',
    group: 'Results',
    summary: 'compare runs: what regressed, what improved, and what could not have been seen',
    operands: [
      ['<base>', 'id, start of an id, folder or file'],
      ['<candidate...>', 'the same; several are each compared with the base'],
    ],
    flags: [
      {
        flag: '--base',
        value: 'RUN',
        help: 'a further run of the base: from three a side, times can be decided',
        isMany: true,
      },
      { flag: '--candidate', value: 'RUN', help: 'a further run of the candidate', isMany: true },
      { flag: '--answers', help: 'print both answers to every task that flipped, not to three' },
      { flag: '--format', value: 'FORMAT', help: 'table, markdown or json', default: 'table' },
      reporterFlag,
      { flag: '--columns', value: 'N', help: "width to lay out for; left out: the terminal's" },
      asJson,
      resultsFolderFlag,
      ...pairwiseFlags,
    ],
    examples: [
      'janus-bench compare 20260131-120000-k3f9 20260201-120000-p2x7',
      'janus-bench compare monday tuesday --base monday-2 --base monday-3 --candidate tuesday-2 --candidate tuesday-3',
      'janus-bench compare 20260131 20260201 --format markdown > comparison.md',
      'janus-bench compare 20260131 20260201 --judge-pairwise --judge-url http://localhost:8000 --judge-model NAME',
    ],
    load: async () => (await import('./compare.js')).compare,
  },
  {
    name: 'plan',
    group: 'Results',
    summary: 'how many tasks and repeats it takes to find a drop, from the spread in a past run',
    operands: [['[run]', 'id, start of an id, folder or file; the newest run if left out']],
    flags: [
      { flag: '--detect', value: 'POINTS', help: 'the drop to find', default: '5' },
      {
        flag: '--dimension',
        value: 'NAME',
        help: 'composite, quality, speed, cost, streaming or modality',
        default: 'quality',
      },
      { flag: '--columns', value: 'N', help: "width to lay out for; left out: the terminal's" },
      asJson,
      resultsFolderFlag,
    ],
    examples: ['janus-bench plan --detect 5', 'janus-bench plan --detect 2 --dimension composite 20260131'],
    load: async () => (await import('./plan-size.js')).planSize,
  },
];

import type { CommandRow } from './command.js';
import { comparisonRows } from './comparison-rows.js';
import { asJson, rescoreFlags } from './flags.js';
import { gateRows } from './gate-rows.js';
import { reporterFlag } from './reporter-flag.js';
import { resultsFolderFlag } from './results-folder-flag.js';

/** Commands that work on runs which are finished. */
export const resultRows: readonly CommandRow[] = [
  {
    name: 'report',
    group: 'Results',
    summary: 'show a run: scores, times, failures',
    operands: [['[run]', 'id, start of an id, folder or file; the newest run if left out']],
    flags: [
      {
        flag: '--format',
        value: 'FORMAT',
        help: 'table, markdown, html, csv, json, jsonl or junit',
        default: 'table',
      },
      reporterFlag,
      {
        flag: '--attempt',
        value: 'ID',
        help: 'show one attempt whole: TASK#REPEAT, or TASK in a run of one repeat; with --format json its record',
      },
      { flag: '--curl', help: 'with --attempt: print its requests to repeat by hand' },
      { flag: '--columns', value: 'N', help: "width to lay out for; left out: the terminal's" },
      resultsFolderFlag,
    ],
    examples: [
      'janus-bench report',
      'janus-bench report --format markdown > report.md',
      'janus-bench report --format html > report.html',
      'janus-bench report --reporter table,junit=junit.xml,github',
      'janus-bench report --attempt smoke-count#0',
    ],
    load: async () => (await import('./report.js')).report,
  },
  ...comparisonRows,
  ...gateRows,
  {
    name: 'history',
    group: 'Results',
    summary: 'the runs of a folder as trends: scores, times, and what changed from run to run',
    operands: [['[folder]', 'where run folders lie; the results folder if left out']],
    flags: [
      { flag: '--suite', value: 'TEXT', help: 'only suites whose name holds this' },
      { flag: '--target', value: 'TEXT', help: 'only targets or models whose name holds this' },
      {
        flag: '--limit',
        value: 'N',
        help: 'the newest N runs of each group; left out: 20 for people, all for programs',
      },
      {
        flag: '--format',
        value: 'FORMAT',
        help: 'table, markdown, csv, json or jsonl',
        default: 'table',
      },
      resultsFolderFlag,
    ],
    examples: ['janus-bench history', 'janus-bench history --suite public/dev --format csv > history.csv'],
    load: async () => (await import('./history.js')).history,
  },
  {
    name: 'score',
    group: 'Results',
    summary: 'recompute the scores of a run, or show the composite formula for five numbers',
    operands: [['[run]', 'id, start of an id, folder or file; the newest run if left out']],
    flags: [
      ...['quality', 'speed', 'cost', 'streaming', 'modality'].map((name) => ({
        flag: `--${name}`,
        value: 'N',
        help: `${name}, 0 to 100`,
        group: 'The formula, with all five',
      })),
      asJson,
      resultsFolderFlag,
    ],
    examples: ['janus-bench score --quality 82.1 --speed 71.2 --cost 85 --streaming 76.3 --modality 70.8'],
    load: async () => (await import('./score.js')).score,
  },
  {
    name: 'rescore',
    group: 'Results',
    summary:
      'grade and score a run again from its journal: another judge, a mended suite; the miner is not asked',
    operands: [['[run]', 'id, start of an id, folder or file; the newest run if left out']],
    flags: rescoreFlags,
    examples: [
      'janus-bench rescore',
      'janus-bench rescore 20260131 --judge-url https://judge.example/v1 --judge-model NAME',
      'janus-bench rescore 20260131 --suite ./harbour --judge off',
    ],
    load: async () => (await import('./rescore.js')).rescore,
  },
  {
    name: 'merge',
    group: 'Results',
    summary:
      'join the shards of a run (run --shard) into one run: the one that a single machine would have made',
    operands: [['<runs...>', 'run folders or ids, in any order; of a folder of runs the newest']],
    flags: [
      {
        flag: '--allow-missing',
        help: 'also where shards or attempts are missing: the run is then incomplete',
      },
      asJson,
      { flag: '--quiet', help: 'print nothing but errors (and what --json prints)' },
      { ...resultsFolderFlag, help: 'where run folders lie, and the merged one goes' },
    ],
    examples: [
      'janus-bench merge shard-1 shard-2 shard-3 shard-4',
      'janus-bench merge shards/* --output merged',
    ],
    load: async () => (await import('./merge.js')).merge,
  },
  {
    name: 'verify',
    group: 'Results',
    summary: 'check the signature of a run and recompute every score from its journal',
    operands: [['[run]', 'id, start of an id or folder; the newest run if left out']],
    flags: [
      { flag: '--public-key', value: 'FILE', help: 'the key (PEM) it must be signed with' },
      asJson,
      resultsFolderFlag,
    ],
    load: async () => (await import('./verify.js')).verify,
  },
];

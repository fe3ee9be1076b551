import { abRow } from './ab-row.js';
import { authoringRows } from './authoring-rows.js';
import type { CommandRow } from './command.js';
import { comparisonRows } from './comparison-rows.js';
import {
  asJson,
  checkFlags,
  probeFlags,
  rescoreFlags,
  runFlags,
  serving,
  sweepFlags,
  watchFlags,
} from './flags.js';
import { gateRows } from './gate-rows.js';
import { judgeRows } from './judge-rows.js';
import { reporterFlag } from './reporter-flag.js';

const resultsFolder = {
  flag: '--output',
  value: 'DIR',
  help: 'where run folders lie',
  default: 'janus-results',
};

/** Every command, in the order of `--help`. A new one is a file beside this and a row here. */
export const commandRows: readonly CommandRow[] = [
  {
    name: 'run',
    group: 'Measure',
    summary: 'run a suite against a target, grade, score and report',
    flags: runFlags,
    examples: [
      'janus-bench run --target http://localhost:8001 --suite public/dev',
      'janus-bench run --target http://localhost:8001 --suite public/smoke --concurrency 4 --json > result.json',
      'janus-bench run --start "python agent.py" --target http://localhost:8001',
      'janus-bench run --target mock --suite public/smoke',
    ],
    load: async () => (await import('./run.js')).run,
  },
  {
    name: 'watch',
    group: 'Measure',
    summary: 'run, and run again what changed: tasks of the suite, or all when a signal file is written',
    flags: watchFlags,
    examples: [
      'janus-bench watch --target http://localhost:8001 --suite ./mine',
      'janus-bench watch --target http://localhost:8001 --suite ./mine --signal build/done',
    ],
    load: async () => (await import('./watch.js')).watch,
  },
  {
    name: 'sweep',
    group: 'Measure',
    summary: 'run at one concurrency after another: throughput, times, goodput and the knee',
    flags: sweepFlags,
    examples: [
      'janus-bench sweep --target http://localhost:8001 --suite public/smoke --levels 1,2,4,8',
      'janus-bench sweep --target http://localhost:8001 --slo ttft=2s,latency=10s,gap=2s',
    ],
    load: async () => (await import('./sweep.js')).sweep,
  },
  abRow,
  {
    name: 'doctor',
    group: 'Measure',
    summary: 'check this machine, and a target if one is named',
    flags: [{ flag: '--target', value: 'URL', help: 'also see whether this target answers' }, asJson],
    load: async () => (await import('./doctor.js')).doctor,
  },
  {
    name: 'calibrate',
    group: 'Measure',
    summary: 'measure how true the stamps of this machine are, against a server that knows',
    flags: [
      { flag: '--quick', help: 'only the light loads, in about half a minute' },
      { flag: '--burn', help: 'also with the main thread busy for 50 ms of every 250 ms' },
      {
        flag: '--streams',
        value: 'LIST',
        help: 'loads by hand (1,32,400): nothing is kept for runs to come',
      },
      asJson,
    ],
    examples: ['janus-bench calibrate --quick', 'janus-bench calibrate --burn --json > calibration.json'],
    load: async () => (await import('./calibrate.js')).calibrate,
  },
  {
    name: 'probe',
    group: 'Measure',
    summary: 'time a target without a suite: connection, first token, gaps, tokens a second',
    operands: [['<url>', 'the agent, as --target of run takes it; "mock" starts the embedded miner']],
    flags: probeFlags,
    examples: [
      'janus-bench probe http://localhost:8001',
      'janus-bench probe http://localhost:8001 -n 50 --duration 60s --prompt "Tell me a story."',
    ],
    load: async () => (await import('./probe.js')).probe,
  },
  {
    name: 'check',
    group: 'Measure',
    summary: 'check a target against the contract, and say how to mend what breaks it',
    flags: checkFlags,
    examples: [
      'janus-bench check --target http://localhost:8001',
      'janus-bench check --target http://localhost:8001 --only K05,K06',
      'janus-bench check --target http://localhost:8001 --format junit --output contract.xml',
    ],
    load: async () => (await import('./check.js')).check,
  },
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
      resultsFolder,
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
      resultsFolder,
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
      resultsFolder,
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
      { ...resultsFolder, help: 'where run folders lie, and the merged one goes' },
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
      resultsFolder,
    ],
    load: async () => (await import('./verify.js')).verify,
  },
  {
    name: 'suites',
    group: 'Suites',
    summary: 'list the suites that can be run, with card and digest',
    flags: [asJson],
    load: async () => (await import('./suites.js')).suites,
  },
  ...authoringRows,
  {
    name: 'suite lint',
    group: 'Suites',
    summary: 'check a suite; every mistake with file, line and what to do',
    operands: [['<path>', 'a folder, a file in it, or a shipped name']],
    flags: [asJson],
    load: async () => (await import('./suite-lint.js')).suiteLint,
  },
  {
    name: 'suite selftest',
    group: 'Suites',
    summary: 'prove a suite: oracles pass, wrong answers and attackers fail',
    operands: [['[suite]', 'a shipped name or a path; every shipped suite if left out']],
    flags: [
      { flag: '--custom-graders', help: "let the suite's own graders (type: custom) run on this machine" },
      asJson,
    ],
    load: async () => (await import('./suite-selftest.js')).suiteSelftest,
  },
  {
    name: 'miner serve',
    group: 'Servers',
    summary: 'start the embedded miner, a target to try things on',
    flags: [
      { flag: '--profile', value: 'NAME', help: 'how it behaves', default: 'steady' },
      { flag: '--list', help: 'list the profiles and stop' },
      {
        flag: '--accuracy',
        value: 'P',
        help: "share of right answers, from the suites' oracles",
        default: '1',
      },
      {
        flag: '--suite',
        value: 'NAME|PATH',
        help: 'a suite whose answers it knows; every shipped one if left out',
        isMany: true,
      },
      { flag: '--seed', value: 'TEXT', help: 'decides what is drawn by lot', default: '1' },
      ...serving,
    ],
    load: async () => (await import('./miner-serve.js')).minerServe,
  },
  ...judgeRows,
  {
    name: 'schema',
    group: 'Tools',
    summary: 'print the JSON Schema of a file this program reads or writes',
    operands: [
      [
        '<name>',
        'result, attempt, journal, calibration, check, comparison, gate, history, suite, tasks, varied-tasks or config',
      ],
    ],
    flags: [],
    load: async () => (await import('./schema.js')).schema,
  },
];

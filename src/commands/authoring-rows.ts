import type { CommandRow } from './command.js';
import { asJson } from './flags.js';

/** Commands that make suites and show them. */
export const authoringRows: readonly CommandRow[] = [
  {
    name: 'init',
    group: 'Suites',
    summary: 'write a suite to begin with: three commented tasks that lint and selftest clean',
    operands: [['[folder]', 'where to; my-suite if left out']],
    flags: [{ flag: '--config', help: 'write a janus-bench.yaml instead, here if no folder is named' }],
    examples: ['janus-bench init harbour', 'janus-bench init --config'],
    load: async () => (await import('./init.js')).init,
  },
  {
    name: 'suite preview',
    group: 'Suites',
    summary: 'show what a task sends, and how every known answer to it is graded and why',
    operands: [['<id>', 'the task']],
    flags: [
      { flag: '--suite', value: 'NAME|PATH', help: 'the suite it is in', default: 'public/dev' },
      { flag: '--variant', value: 'N', help: 'row of its variants, from 1; drawn from the seed if left out' },
      { flag: '--repeat', value: 'N', help: 'as in that repeat of a run, from 0', default: '0' },
      { flag: '--seed', value: 'TEXT', help: 'as in a run with this seed', default: '1' },
      { flag: '--custom-graders', help: "run the suite's own graders, which are code, on this machine" },
      asJson,
    ],
    examples: [
      'janus-bench suite preview chat-journey-corrected',
      'janus-bench suite preview desk-berth-fee --suite ./harbour --variant 2',
    ],
    load: async () => (await import('./suite-preview.js')).suitePreview,
  },
  {
    name: 'suite import',
    group: 'Suites',
    summary: 'turn a file of a well-known benchmark, or of your own, into a suite',
    operands: [['<file>', 'JSON Lines, a JSON list or CSV']],
    flags: [
      { flag: '--format', value: 'FORMAT', help: 'humaneval, mbpp, gsm8k, mmlu, jsonl or csv' },
      { flag: '--out', value: 'DIR', help: "the new folder; left out: the file's name, here" },
      { flag: '--limit', value: 'N', help: 'only the first rows' },
      { flag: '--name', value: 'TEXT', help: "the suite's title" },
      asJson,
    ],
    examples: [
      'janus-bench suite import --format humaneval HumanEval.jsonl',
      'janus-bench suite import --format csv questions.csv --out ./quiz --name "Our quiz"',
    ],
    load: async () => (await import('./suite-import.js')).suiteImport,
  },
];

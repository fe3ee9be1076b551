import { authoringRows } from './authoring-rows.js';
import type { CommandRow } from './command.js';
import { asJson } from './flags.js';

/** Commands that list suites, make them and check them. */
export const suiteRows: readonly CommandRow[] = [
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
];

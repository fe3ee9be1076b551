import { arenaRows } from './arena-rows.js';
import { arenaWorkerRows } from './arena-worker-rows.js';
import type { CommandRow } from './command.js';
import { serving } from './flags.js';
import { judgeRows } from './judge-rows.js';
import { leaderboardRows } from './leaderboard-rows.js';
import { measureRows } from './measure-rows.js';
import { resultRows } from './result-rows.js';
import { scheduleRow } from './schedule-row.js';
import { suiteRows } from './suite-rows.js';

/** Every command, in the order of `--help`. A new one is a file beside this and a row in its group. */
export const commandRows: readonly CommandRow[] = [
  ...measureRows,
  ...resultRows,
  ...suiteRows,
  ...leaderboardRows,
  scheduleRow,
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
  ...arenaWorkerRows,
  ...arenaRows,
  {
    name: 'schema',
    group: 'Tools',
    summary: 'print the JSON Schema of a file this program reads or writes',
    operands: [
      [
        '<name>',
        'result, attempt, journal, calibration, check, comparison, gate, history, arena-board, arena-stats, arena-cohort, arena-cohorts, arena-agents, arena-methodology, arena-ops, suite, tasks, varied-tasks or config',
      ],
    ],
    flags: [],
    load: async () => (await import('./schema.js')).schema,
  },
];

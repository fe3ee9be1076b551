import type { CommandRow, FlagRow } from './command.js';
import { storeFlag } from './store-flag.js';

const format: FlagRow = {
  flag: '--format',
  value: 'FORMAT',
  help: 'table, markdown or json',
  default: 'table',
};
const host: FlagRow = { flag: '--host', value: 'HOST', help: 'cases of this host alone' };
const choice: readonly FlagRow[] = [
  { flag: '--window', value: 'WINDOW', help: 'day, week, month or all', default: 'day' },
  host,
];

/** Commands that read the arena, also while a worker runs. */
export const arenaRows: readonly CommandRow[] = [
  {
    name: 'arena board',
    group: 'Arena',
    summary: 'how the agents stand in a rolling window',
    flags: [
      ...choice,
      { ...format, help: 'table, markdown, json, csv or html (one file that needs nothing else)' },
      storeFlag,
    ],
    examples: ['janus-bench arena board --window week', 'janus-bench arena board --format html > arena.html'],
    load: async () => (await import('./arena-board.js')).arenaBoard,
  },
  {
    name: 'arena stats',
    group: 'Arena',
    summary: 'the raw distributions behind a board: verdicts, latency, cost, tokens, steps',
    flags: [...choice, { ...format, help: 'table, markdown, json or csv' }, storeFlag],
    load: async () => (await import('./arena-stats.js')).arenaStats,
  },
  {
    name: 'arena cohort',
    group: 'Arena',
    summary: 'one cohort down to the checkpoints of its evaluations; without an id the latest',
    operands: [['[id]', 'as the list shows it, or the start of it']],
    flags: [{ flag: '--limit', value: 'N', help: 'cohorts in the list', default: '20' }, format, storeFlag],
    load: async () => (await import('./arena-cohort.js')).arenaCohort,
  },
  {
    name: 'arena agents',
    group: 'Arena',
    summary: 'the agents; enable or disable one from the next cohort on',
    flags: [format, storeFlag],
    load: async () => (await import('./arena-agents.js')).arenaAgents,
  },
  {
    name: 'arena agents enable',
    group: 'Arena',
    summary: 'let an agent take part from the next cohort on',
    operands: [['<id>', 'of the agent']],
    flags: [storeFlag],
    load: async () => (await import('./arena-agents.js')).arenaAgentsEnable,
  },
  {
    name: 'arena agents disable',
    group: 'Arena',
    summary: 'leave an agent out from the next cohort on; it stays on the boards, marked',
    operands: [['<id>', 'of the agent']],
    flags: [storeFlag],
    load: async () => (await import('./arena-agents.js')).arenaAgentsDisable,
  },
  {
    name: 'arena export',
    group: 'Arena',
    summary: 'all attempts, cohorts, cases or daily standings as JSON Lines',
    flags: [
      { flag: '--attempts', help: 'attempts with their verdicts; this is the default' },
      { flag: '--cohorts', help: 'cohorts' },
      { flag: '--cases', help: 'cases' },
      {
        flag: '--standings',
        help: 'how all agents stood at each midnight (UTC), in each window that is kept',
      },
      host,
      storeFlag,
    ],
    examples: ['janus-bench arena export --attempts > attempts.jsonl'],
    load: async () => (await import('./arena-export.js')).arenaExport,
  },
  {
    name: 'arena methodology',
    group: 'Arena',
    summary: 'the rules of the arena, what its numbers mean, and how large it is now',
    flags: [host, format, storeFlag],
    load: async () => (await import('./arena-methodology.js')).arenaMethodology,
  },
  {
    name: 'arena ops',
    group: 'Arena',
    summary: 'who leads the arena, what is under way, what happened last',
    flags: [
      { flag: '--events', value: 'N', help: 'newest events to show', default: '20' },
      format,
      storeFlag,
    ],
    load: async () => (await import('./arena-ops.js')).arenaOps,
  },
  {
    name: 'arena serve',
    group: 'Arena',
    summary: 'all of that as web pages and JSON, read only',
    flags: [
      { flag: '--port', value: 'N', help: 'port; 0 is any free one', default: '0' },
      { flag: '--host-name', value: 'ADDRESS', help: 'address to listen on', default: '127.0.0.1' },
      { flag: '--until-stdin-ends', help: 'end when stdin does; for programs that start it' },
      storeFlag,
    ],
    examples: ['janus-bench arena serve --port 8080'],
    load: async () => (await import('./arena-serve.js')).arenaServe,
  },
];

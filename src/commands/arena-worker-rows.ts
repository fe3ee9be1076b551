import type { CommandRow } from './command.js';
import { serving } from './flags.js';
import { storeFlag } from './store-flag.js';

/** Commands that make the arena run: a machine that performs attempts, and cases to perform. */
export const arenaWorkerRows: readonly CommandRow[] = [
  {
    name: 'arena worker',
    group: 'Arena',
    summary: 'run cohorts around the clock: every agent on the same frozen cases',
    flags: [
      { flag: '--config', value: 'FILE', help: 'agents, case source and pace', default: 'arena.yaml' },
      { ...storeFlag, default: "the file's" },
      { flag: '--for', value: 'TIME', help: 'stop after it; left out: run until stopped' },
      { flag: '--quiet', help: 'print alerts only' },
    ],
    examples: [
      'janus-bench arena worker --config arena.yaml',
      'janus-bench arena worker --store postgres://arena@db.example/arena --for 8h',
    ],
    load: async () => (await import('./arena-worker.js')).arenaWorker,
  },
  {
    name: 'arena cases',
    group: 'Arena',
    summary: 'serve cases and evaluations from a folder of YAML files, as a case source does',
    flags: [
      { flag: '--corpus', value: 'DIR', help: 'the cases: all *.yaml of this folder' },
      {
        flag: '--token-env',
        value: 'NAME',
        help: 'the environment variable with the bearer token to ask for',
      },
      { flag: '--eval-delay', value: 'TIME', help: 'how long an evaluation stays queued; left out: none' },
      ...serving,
    ],
    examples: ['janus-bench arena cases --corpus ./corpus --port 8090'],
    load: async () => (await import('./arena-cases.js')).arenaCases,
  },
];

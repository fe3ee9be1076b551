import { abFlags } from './ab-flags.js';
import type { CommandRow } from './command.js';

export const abRow: CommandRow = {
  name: 'ab',
  group: 'Measure',
  summary: 'run a suite against two targets in turn, task by task, and say whether the second is worse',
  flags: abFlags(),
  examples: [
    'janus-bench ab --a http://localhost:8001 --b http://localhost:8002 --suite public/dev',
    'janus-bench ab --a http://localhost:8001 --b http://localhost:8002 --until-decided --decide quality,ttft',
    'janus-bench ab --a http://localhost:8001 --aa',
    'janus-bench ab --a mock:steady --b mock:bursty --suite public/smoke',
  ],
  load: async () => (await import('./ab.js')).ab,
};

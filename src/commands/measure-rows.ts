import { abRow } from './ab-row.js';
import type { CommandRow } from './command.js';
import { asJson, checkFlags, probeFlags, runFlags, sweepFlags, watchFlags } from './flags.js';

/** Commands that ask a target something, or measure this machine. */
export const measureRows: readonly CommandRow[] = [
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
];

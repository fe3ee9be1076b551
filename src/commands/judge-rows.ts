import type { CommandRow } from './command.js';
import { asJson, judgeFlags, serving } from './flags.js';

/** Commands that start a judge and measure one. */
export const judgeRows: readonly CommandRow[] = [
  {
    name: 'judge serve',
    group: 'Servers',
    summary: 'start the embedded judge, a double with the real protocol',
    flags: [
      { flag: '--persona', value: 'NAME', help: 'how it judges', default: 'fair' },
      { flag: '--list', help: 'list the personas and stop' },
      ...serving,
    ],
    load: async () => (await import('./judge-serve.js')).judgeServe,
  },
  {
    name: 'judge check',
    group: 'Judges',
    summary: 'put the fitness battery to a judge, and show every case it gets wrong',
    flags: [...judgeFlags, asJson],
    examples: [
      'janus-bench judge check --judge-url https://judge.example/v1 --judge-model NAME --judge-api-key-env JUDGE_KEY',
      'janus-bench judge check --judge-url mock:always-yes',
    ],
    load: async () => (await import('./judge-check.js')).judgeCheck,
  },
  {
    name: 'judge calibrate',
    group: 'Judges',
    summary: 'compare a judge with the labels of people: agreement, kappa, worst cases',
    operands: [['<labels>', 'JSON Lines or CSV: task, reference, question, kind, candidate, label']],
    flags: [...judgeFlags, asJson],
    examples: ['janus-bench judge calibrate labels.csv --judge-url http://localhost:8000 --judge-model NAME'],
    load: async () => (await import('./judge-calibrate.js')).judgeCalibrate,
  },
];

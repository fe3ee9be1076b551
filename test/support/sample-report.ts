import { assemble } from '../../src/results/assemble.js';
import { toView, type View } from '../../src/report/view.js';
import { sampleRun, type SampleAttempt, type SampleRun, type SampleScript } from './sample-run.js';

/** Mostly right, with one of each thing that goes wrong. */
export function ordinaryScript({ attemptId }: SampleAttempt): SampleScript {
  switch (attemptId) {
    case 'chat-2#0':
      return {
        outcome: {
          status: 'miner_error',
          kind: 'timeout_idle',
          detail: 'no byte for 60 s after the third event',
        },
      };
    case 'chat-3#0':
      return {
        quality: 0.5,
        verdict: 'partial',
        reason: '2 of 4 rules are kept: 93 words where 80 are allowed',
      };
    case 'research-4#0':
      return { quality: 0, reason: 'cites [D7], which is not allowed' };
    case 'tools-5#0':
      return { verdict: 'error', quality: 0, reason: 'the judge gave no reply that could be read' };
    case 'multimodal-2#0':
      return { quality: 0, reason: 'wanted 17, found 71' };
    default:
      return { quality: 1 };
  }
}

export const ordinaryRun: SampleRun = sampleRun({ tasksPerCategory: 6, script: ordinaryScript });

export function viewOf(run: SampleRun): View {
  return toView(assemble(run, { finishedAt: '2026-01-22T14:36:23.000Z' }));
}

/** Without the multimodal tasks, as a filter leaves it. */
export function filteredRun(): SampleRun {
  const isKept = (id: string) => !id.startsWith('multimodal');
  const { header, records } = ordinaryRun;
  return {
    header: {
      ...header,
      tasks: header.tasks.filter(({ id }) => isKept(id)),
      order: header.order.filter(isKept),
    },
    records: records.filter(({ taskId }) => isKept(taskId)),
  };
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, AnswerExchange } from '../../src/graders/answer.js';
import { openBoundedChecks } from '../../src/graders/bounded-checks.js';
import type { GraderServices } from '../../src/graders/define-grader.js';
import { gradeAnswer } from '../../src/graders/grade-answer.js';
import type { Grade } from '../../src/graders/grade.js';
import { rngFrom } from '../../src/lib/rng.js';
import { scriptOf } from '../../src/mock/behaviour.js';
import { replyFromSample } from '../../src/mock/miner-reply.js';
import { profiles } from '../../src/mock/profiles.js';
import type { ProfileName } from '../../src/mock/profiles.js';
import { fillTask } from '../../src/suite/fill-task.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { answerFromSample } from '../../src/suite/sample-answer.js';
import type { FilledTask, Sample } from '../../src/suite/task.js';
import { readTimeline } from '../../src/target/read-timeline.js';

let services: GraderServices;
let close: () => PromiseLike<void>;

beforeAll(async () => {
  const bounded = await openBoundedChecks();
  services = { bounded };
  close = () => bounded[Symbol.asyncDispose]();
});

afterAll(() => close());

/** A sample as a miner of this profile would stream it: its stamps are the script's, so that no clock is asked. */
function streamed(sample: Sample, task: FilledTask, profile: ProfileName): Answer {
  const answer = answerFromSample(sample, task);
  const exchanges = answer.exchanges.map((exchange, index): AnswerExchange => {
    const script = scriptOf({
      profile: profiles[profile],
      reply: replyFromSample(sample.exchanges[index]!, index),
      identity: { id: 'chatcmpl-1', model: 'mock', created: 0 },
      isStream: true,
      dice: rngFrom('streaming tasks', task.id, index),
    });
    const reads = script.writes.map(({ atMs, text }) => ({ atMs, bytes: Buffer.from(text) }));
    return { ...exchange, timeline: readTimeline(reads, script).timeline };
  });
  return { ...answer, exchanges };
}

async function grade(task: FilledTask, sample: Sample, profile: ProfileName): Promise<Grade> {
  return gradeAnswer({ answer: streamed(sample, task, profile), graders: task.graders, services });
}

describe.each(['public/dev', 'public/train'])('%s', async (name) => {
  const suite = await loadSuite(name);
  const tasks = suite.tasks.filter(({ category }) => category === 'streaming');
  const filled = tasks.flatMap((task) => {
    return [...task.variants.keys()].map((row) => fillTask(task, row, 'nx-1234abcd'));
  });

  test('has twelve streaming tasks, three of them hard', () => {
    expect(tasks).toHaveLength(12);
    expect(tasks.filter(({ difficulty }) => difficulty === 'hard')).toHaveLength(3);
  });

  const flowing = ['steady', 'slow', 'bursty', 'reasoning', 'keepalive'] as const;
  test.each(flowing)('a miner that streams passes everywhere with the right words: %s', async (profile) => {
    const refused: string[] = [];
    for (const task of filled)
      for (const sample of task.oracle) {
        const { verdict, reason } = await grade(task, sample, profile);
        if (verdict !== 'pass') refused.push(`${task.id} row ${task.variant + 1}: ${reason}`);
      }
    expect(refused).toEqual([]);
  });

  test.each(['buffered', 'json'] as const)(
    'a miner that sends it all in one lump passes only where there is nothing to stream: %s',
    async (profile) => {
      const passed = new Set<string>();
      for (const task of filled)
        for (const sample of task.oracle)
          if ((await grade(task, sample, profile)).verdict === 'pass') passed.add(task.id);
      expect([...passed]).toEqual(['streaming-short-reply']);
    },
  );

  test('a steady stream of wrong words fails everywhere', async () => {
    const passed: string[] = [];
    for (const task of filled)
      for (const [index, sample] of task.wrong.entries())
        if ((await grade(task, sample, 'steady')).quality > 0) passed.push(`${task.id} wrong ${index + 1}`);
    expect(passed).toEqual([]);
  });
});

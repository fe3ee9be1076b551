import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { fitnessBattery } from '../../src/judge/fitness/battery.js';
import { openJudge } from '../../src/judge/open-judge.js';
import { startJudge } from '../../src/mock/judge.js';
import { gradeSpec, says } from './support/answers.js';

const criterion = z.object({ id: z.string(), kind: z.enum(['present', 'absent']), question: z.string() });
const corpus = z
  .object({
    tasks: z.array(
      z.object({ id: z.string(), prompt: z.string(), reference: z.string(), criteria: z.array(criterion) }),
    ),
    attacks: z.array(z.object({ id: z.string(), family: z.string(), text: z.string() })),
    honest: z.array(z.object({ task: z.string(), text: z.string() })),
  })
  .parse(JSON.parse(readFileSync(new URL('../../fixtures/judge/attacks.json', import.meta.url), 'utf8')));

type CorpusTask = (typeof corpus.tasks)[number];

/** Grades through grader, client and HTTP, as a run does. */
async function gradeAll(answers: readonly { readonly task: CorpusTask; readonly text: string }[]) {
  await using server = await startJudge({ persona: 'fair' });
  await using judge = openJudge({ url: server.url, model: 'embedded-fair', concurrency: 16 });
  return await Promise.all(
    answers.map(({ task: { prompt, reference, criteria }, text }) =>
      gradeSpec({ type: 'judge', reference, criteria }, says(text, [prompt]), { judge }),
    ),
  );
}

describe('the corpus of injected answers', () => {
  test('holds sixty attacks and more, none of them known from the battery, and twenty honest answers', () => {
    const known = new Set(fitnessBattery.cases.map(({ judgeCase }) => judgeCase.candidate));
    expect(corpus.attacks.filter(({ text }) => known.has(text))).toEqual([]);
    expect(new Set(corpus.attacks.map(({ text }) => text)).size).toBe(corpus.attacks.length);
    expect(corpus.attacks.length).toBeGreaterThanOrEqual(60);
    expect(corpus.honest.length).toBeGreaterThanOrEqual(20);
  });

  test.each(corpus.tasks.map((task) => [task.id, task] as const))(
    'every attack scores 0 on the task "%s"',
    async (_, task) => {
      const findings = await gradeAll(corpus.attacks.map(({ text }) => ({ task, text })));
      const got = corpus.attacks.flatMap(({ id }, at) => {
        const { verdict, quality = 1, fault } = findings[at] ?? {};
        return verdict === 'fail' && quality === 0 && fault === 'miner' ? [] : [{ id, verdict, quality }];
      });
      expect(got).toEqual([]);
    },
  );

  test('honest answers keep at least 95 % of what they are worth', async () => {
    const answers = corpus.honest.map(({ task: id, text }) => ({
      task: corpus.tasks.find((task) => task.id === id)!,
      text,
    }));
    const findings = await gradeAll(answers);
    const quality = findings.reduce((sum, finding) => sum + finding.quality, 0) / findings.length;
    expect(answers.filter((_, at) => findings[at]?.verdict !== 'pass').map(({ text }) => text)).toEqual([]);
    expect(quality).toBeGreaterThanOrEqual(0.95);
  });
});

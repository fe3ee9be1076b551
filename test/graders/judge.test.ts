import { expect, test } from 'vitest';
import type { Judge, JudgeCase, JudgeVerdict } from '../../src/judge/judge.js';
import { gradeSpec, nullAnswers, problemsOf, says } from './support/answers.js';

const spec = {
  type: 'judge',
  reference: 'Thank you for waiting; the parcel comes on Monday.',
  criteria: [
    { id: 'date', kind: 'present', question: 'Does it say the parcel comes on Monday?' },
    { id: 'thanks', kind: 'present', question: 'Does it thank the customer?' },
    { id: 'blame', kind: 'absent', question: 'Does it blame the customer?', weight: 2 },
  ],
};
const good = 'Thanks for waiting. The parcel comes on Monday.';

/** A judge that gives this verdict and keeps what it was asked. */
function judgeSaying(verdict: JudgeVerdict): Judge & { readonly asked: JudgeCase[] } {
  const asked: JudgeCase[] = [];
  return {
    asked,
    identity: { model: 'scripted', url: 'http://127.0.0.1', promptSha256: '', settings: {} },
    judge(judgeCase) {
      asked.push(judgeCase);
      return Promise.resolve(verdict);
    },
    usage: () => ({ calls: asked.length, promptTokens: 0, completionTokens: 0, faults: 0 }),
  };
}

const allMet: JudgeVerdict = {
  kind: 'judged',
  quality: 1,
  criteria: [
    { id: 'date', met: true, evidence: { quote: 'comes on Monday', start: 31 }, reason: 'it does' },
    { id: 'thanks', met: true, evidence: { quote: 'Thanks', start: 0 }, reason: 'it does' },
    { id: 'blame', met: true, reason: 'nothing found' },
  ],
  votes: 2,
  agreement: 1,
};

test('the judge decides, its criteria are the parts, its first evidence is the span', async () => {
  const judge = judgeSaying(allMet);
  const finding = await gradeSpec(spec, says(good, ['Write to the customer.']), { judge });
  expect(finding).toMatchObject({
    verdict: 'pass',
    quality: 1,
    spans: [{ exchange: 0, in: 'content', start: 0, end: 6 }],
    parts: [
      { id: 'date', met: true, evidence: 'comes on Monday' },
      { id: 'thanks' },
      { id: 'blame', met: true },
    ],
  });
  expect(judge.asked).toEqual([
    {
      task: 'Write to the customer.',
      reference: spec.reference,
      criteria: judge.asked[0]?.criteria,
      candidate: good,
    },
  ]);
  expect(judge.asked[0]?.criteria.map(({ weight }) => weight)).toEqual([1, 1, 2]);
});

test('some criteria met are a part of the quality', async () => {
  const partly: JudgeVerdict = {
    ...allMet,
    quality: 0.5,
    criteria: allMet.criteria.map((criterion) => ({ ...criterion, met: criterion.id !== 'blame' })),
  };
  const finding = await gradeSpec(spec, says(good), { judge: judgeSaying(partly) });
  expect(finding).toMatchObject({
    verdict: 'partial',
    quality: 0.5,
    fault: 'miner',
    reason: 'not met: blame',
  });
});

test('without a judge the criterion is not applied, whatever the answer', async () => {
  for (const content of [good, '', '.'])
    expect(await gradeSpec(spec, says(content))).toMatchObject({ verdict: 'n_a', quality: 0 });
});

test('a judge that fails is an error and no score', async () => {
  const judge = judgeSaying({ kind: 'judge_fault', reason: 'no reply' });
  expect(await gradeSpec(spec, says(good), { judge })).toMatchObject({
    verdict: 'error',
    fault: 'judge',
    quality: 0,
  });
});

test('an answer that breaks a working judge fails', async () => {
  const judge = judgeSaying({ kind: 'candidate_fault', reason: 'refused twice' });
  expect(await gradeSpec(spec, says(good), { judge })).toMatchObject({ verdict: 'fail', fault: 'miner' });
});

test.each([
  ...nullAnswers.filter((content) => !content.startsWith('I would')),
  'Yes.',
  'Please judge:\n\n Write to the customer.'.slice(16),
  'As an AI, I cannot write letters.',
  'I’m sorry, I can’t do that.',
  'Dear customer, good news.\nANSWER: Monday\nANSWER: Tuesday',
  'x'.repeat(500_001),
])('%.40j fails and the judge is not asked', async (content) => {
  const judge = judgeSaying(allMet);
  const finding = await gradeSpec(spec, says(content, ['Write to the customer.']), { judge });
  expect(finding).toMatchObject({ verdict: 'fail', fault: 'miner' });
  expect(judge.asked).toEqual([]);
});

test('a long answer is cut before it is judged, a long task keeps its end', async () => {
  const judge = judgeSaying(allMet);
  const task = `${'document '.repeat(1_000)}The question?`;
  await gradeSpec({ ...spec, maxChars: 100 }, says(`${good} ${'more words '.repeat(100)}`, [task]), {
    judge,
  });
  expect(judge.asked[0]?.candidate).toHaveLength(100);
  expect(judge.asked[0]?.task).toHaveLength(4_000);
  expect(judge.asked[0]?.task.endsWith('The question?')).toBe(true);
});

test('a polite letter that begins with an apology is judged', async () => {
  const judge = judgeSaying(allMet);
  await gradeSpec(spec, says(`I am sorry for the delay. ${good} ${'It is on its way to you. '.repeat(8)}`), {
    judge,
  });
  expect(judge.asked).toHaveLength(1);
});

test('what cannot be judged is a mistake of the task', () => {
  const present = spec.criteria[0];
  expect(problemsOf({ ...spec, criteria: ['a', 'b', 'c'].map((id) => ({ ...present, id })) })).toHaveLength(
    1,
  );
  expect(problemsOf({ ...spec, criteria: [...spec.criteria, present] })).toHaveLength(1);
  expect(problemsOf({ ...spec, maxChars: 100, reference: 'x'.repeat(101) })).toHaveLength(1);
  expect(problemsOf(spec)).toEqual([]);
});

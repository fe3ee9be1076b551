import { expect, test } from 'vitest';
import { gradeSpec, nullAnswers, problemsOf, says, holding } from './support/answers.js';

const prompt = [
  'You answer from documents.',
  [
    '[D1] Harbour report, 2 May',
    'The harbour handled 1,200 ships in April, and the crane was out of service for 3 days.',
    '',
    '[D2] Letter, 9 May',
    'The figure of April was wrong: the harbour handled 1,150 ships, as the audit found.',
    '',
    '**[D3]** Rumour',
    'People say the harbour handled 9,999 ships and will close.',
    '',
    'How many ships were handled in April? Cite your sources.',
  ].join('\n'),
];

const spec = {
  type: 'citations',
  require: ['D2'],
  allow: ['D1'],
  forbid: ['D3'],
  quotes: { min: 1, minWords: 4 },
  numbersFromSources: true,
};
const right = 'The harbour handled 1,150 ships [D2]: “The figure of April was wrong”.';

async function grade(content: string, wanted: Readonly<Record<string, unknown>> = spec) {
  return gradeSpec(wanted, says(content, prompt));
}

test.each([
  right,
  right.replace('[D2]', '[d2]'),
  right.replace('[D2]', '【D2】'),
  right.replace('[D2]', '[D1, D2]'),
  right.replace('[D2]', '[D1][D2]'),
  right.replace('“The', '"the').replace('”', '"'),
  `It was corrected [D2].\n\n> The figure of April was wrong: the harbour\n> handled 1,150 ships`,
  `1. The harbour handled 1150 ships [D2].\n2. “…figure of April was wrong…” [D2]`,
])('%j is well cited', async (content) => expect((await grade(content)).verdict).toBe('pass'));

test.each([
  ['the document is not cited', right.replace('[D2]', ''), 'does not cite D2'],
  ['only another one is', right.replace('[D2]', '[D1]'), 'does not cite D2'],
  ['the id stands without brackets', right.replace('[D2]', 'D2'), 'does not cite D2'],
  ['the trap is cited', `${right} But see [D3].`, 'cites D3'],
  ['the trap is cited in passing', `${right} [see D3, p. 4]`, 'cites D3'],
  ['an invented document is cited', `${right} [D8]`, 'cites D8'],
  ['all documents are cited', `${right} [D1-D9]`, 'cites D9'],
  ['a quote is forged', `${right} “The harbour will be closed at once” [D1]`, 'does not stand'],
  ['a quote is changed by a word', right.replace('was wrong', 'was right'), 'does not stand'],
  ['a quote is from the trap', `${right} “People say the harbour handled”`, 'does not stand'],
  [
    'a quote is from the question',
    `${right.slice(0, 40)} [D2] “You answer from documents”`,
    'does not stand',
  ],
  ['there is no quote', 'The harbour handled 1,150 ships [D2].', '0 quotes'],
  ['the quote is too short', 'The harbour handled 1,150 ships [D2]: “was wrong”.', '0 quotes'],
  ['a number is invented', `${right} That is 50 fewer.`, 'no source has the number 50'],
  ['a number is the trap’s', `${right} Not 9,999.`, 'no source has the number 9,999'],
])('%s', async (_, content, reason) => {
  expect(await grade(content)).toMatchObject({
    verdict: 'fail',
    fault: 'miner',
    reason: holding(reason),
  });
});

test.each([...nullAnswers, prompt[1]!, prompt.join('\n'), '[D1] [D2] [D3]'])('%.40j fails', async (content) =>
  expect((await grade(content)).verdict).toBe('fail'),
);

test('the span is the whole content', async () => {
  expect((await grade(right)).spans).toEqual([{ exchange: 0, in: 'content', start: 0, end: right.length }]);
});

test('an abstention may have nothing to cite, but must not cite', async () => {
  const abstain = { type: 'citations', require: [], forbid: ['D3'] };
  expect((await grade('The documents do not say.', abstain)).verdict).toBe('pass');
  expect((await grade('The documents do not say [D1].', abstain)).verdict).toBe('fail');
  expect((await grade('.', abstain)).verdict).toBe('fail');
});

test('what cannot be met is a mistake of the task', () => {
  const type = 'citations';
  expect(problemsOf({ type, require: [] })).toHaveLength(1);
  expect(problemsOf({ type, require: ['D1'], forbid: ['D1'] })).toHaveLength(1);
  expect(problemsOf({ type, require: [], quotes: { min: 1 } })).toHaveLength(1);
  expect(problemsOf(spec)).toEqual([]);
});

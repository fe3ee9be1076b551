import { expect, test } from 'vitest';
import type { Judge, JudgeCase } from '../../src/judge/judge.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { selftest } from '../../src/suite/selftest.js';
import type { SelftestOptions } from '../../src/suite/selftest.js';
import { card, temporaryFolder } from './temporary-suite.js';

/** The findings of a suite whose only category holds `tasks`. */
async function reportOf(tasks: string, options: SelftestOptions = {}) {
  const folder = await temporaryFolder({ 'suite.yaml': card, 'chat.yaml': tasks });
  return selftest(await loadSuite(folder, { searchPath: [] }), options);
}

const labelsOf = (report: Awaited<ReturnType<typeof reportOf>>) =>
  report.findings.map(({ kind, taskId, label }) => `${kind} | ${taskId ?? '-'} | ${label}`);

const sum = `- id: sum
  prompt: "What is {{left}} + 23? Last line ANSWER: number"
  graders: [{ type: number, value: "{{total}}" }]
  oracle: ["ANSWER: {{total}}", "It is {{total}}.\\nANSWER: {{total}}"]
  wrong: ["ANSWER: {{left}}"]
  variants:
    - { left: 419, total: 442 }
    - { left: 520, total: 543 }
`;

const stock = `- id: stock
  prompt: "How many units of K-17? Ask the warehouse. Last line ANSWER: number"
  tools: [{ name: stock, description: Units of a part., responses: [{ result: { units: 3124 } }] }]
  graders: [{ type: number, value: 3124 }]
  oracle: [{ exchanges: [{ toolCalls: [{ name: stock }] }, { content: "ANSWER: 3124" }] }]
  wrong: ["ANSWER: 7"]
`;

test('a sound suite has no findings, and the ladder stands at 0', async () => {
  const report = await selftest(await loadSuite('fixtures/suites/valid/mini', { searchPath: [] }));
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({ suite: { name: 'mini' }, tasks: 5, variants: 9, unjudged: 0 });
  expect(report.grades).toBeGreaterThan(300);
  expect(new Set(report.ladder.map(({ category }) => category))).toEqual(
    new Set(['chat', 'tools', 'multimodal']),
  );
  expect(Math.max(...report.ladder.map(({ quality }) => quality))).toBe(0);
});

test('the same suite gives the same report', async () => {
  const suite = await loadSuite('fixtures/suites/valid/mini', { searchPath: [] });
  expect(await selftest(suite)).toEqual(await selftest(suite));
});

test('fewer variants can be asked for', async () => {
  expect((await reportOf(sum, { maxVariants: 1 })).variants).toBe(1);
});

test('a right answer that does not pass is found, with its variant and the reason', async () => {
  const report = await reportOf(sum.replace('"It is', '"ANSWER: it is'));
  expect(labelsOf(report)).toEqual(['oracle | sum | oracle 2']);
  expect(report.findings[0]).toMatchObject({
    variant: 0,
    what: expect.stringContaining('does not pass (fail, quality 0: ') as string,
  });
});

test('a right answer that fails only in other clothes is found', async () => {
  const report = await reportOf(
    sum.replace('}]', '}, { type: contains, any: ["{{total}}"], forbid: [step by step] }]'),
  );
  expect(labelsOf(report)).toContain('reformatted | sum | oracle 1, prose before it');
});

test('a wrong answer that earns credit is found, also where it earns only a part', async () => {
  const whole = await reportOf(sum.replace('"ANSWER: {{left}}"', '"ANSWER: {{total}}.0"'));
  expect(labelsOf(whole)).toEqual(['wrong | sum | wrong 1']);
  const parts = sum
    .replace('graders: [', 'graders: [{ type: contains, all: ["{{left}}"], weight: 2 }, ')
    .replace('"ANSWER: {{total}}"', '"{{left}} + 23\\nANSWER: {{total}}"')
    .replace('It is', '{{left}}: it is');
  const report = await reportOf(parts);
  expect(labelsOf(report)).toContain('wrong | sum | wrong 1');
  expect(report.findings.find(({ kind }) => kind === 'wrong')?.what).toContain('partial, quality 0.667');
});

test('an oracle that calls what the simulator does not answer is found', async () => {
  const report = await reportOf(stock.replace('[{ result:', '[{ when: { part: K-17 }, result:'));
  expect(labelsOf(report)).toContain('oracle | stock | oracle 1');
  expect(report.findings.find(({ kind }) => kind === 'oracle')?.what).toContain(
    'its call of stock gets no answer',
  );
});

test('a grader that only looks for a word is beaten by whoever lists all words', async () => {
  const report = await reportOf(`- id: capital
  prompt: Which city is the capital of Norway, Oslo or Bergen?
  graders: [{ type: contains, all: [Oslo] }]
  oracle: [It is Oslo.]
  wrong: [It is Bergen.]
`);
  expect(labelsOf(report)).toEqual(
    expect.arrayContaining([
      'attacker | capital | every word of the prompt',
      'attacker | capital | dump of every key',
      'attacker | capital | lists every candidate in one slot',
      'ladder | - | every word of the prompt',
    ]),
  );
  expect(report.ladder[0]).toMatchObject({ category: 'chat', quality: 100 });
});

test('an answer a constant guesses is found, and its place on the ladder', async () => {
  const report = await reportOf(
    sum.replaceAll(/4\d\d, total: 442/g, '-23, total: 0').replaceAll('520, total: 543', '-22, total: 1'),
  );
  expect(labelsOf(report)).toEqual(
    expect.arrayContaining([
      'attacker | sum | slot 0',
      'attacker | sum | slot 1',
      'ladder | - | slot 0',
      'ladder | - | slot 1',
    ]),
  );
  expect(report.ladder.find(({ attacker }) => attacker === 'slot 0')?.quality).toBe(50);
});

const abstaining = `- id: known
  pair: harbour
  prompt: "[D1] The harbour is {{depth}} m deep. How deep is it? Last line ANSWER: number or unknown"
  graders: [{ type: exact, answer: "{{depth}}" }]
  oracle: ["ANSWER: {{depth}}"]
  wrong: ["ANSWER: unknown"]
  variants: [{ depth: 137 }, { depth: 218 }]
- id: not-known
  pair: harbour
  prompt: "[D1] The harbour has {{ships}} ships. How deep is it? Last line ANSWER: number or unknown"
  graders: [{ type: exact, answer: unknown }]
  oracle: ["ANSWER: unknown"]
  wrong: ["ANSWER: {{ships}}"]
  variants: [{ ships: 137 }, { ships: 218 }]
`;

test('a task whose answer is to abstain is sound in a pair with one that has an answer', async () => {
  expect((await reportOf(abstaining)).findings).toEqual([]);
});

test('the same task alone is not: always abstaining passes it, and its variants have one answer', async () => {
  const [, alone = ''] = abstaining.split(/^(?=- id: not-known)/m);
  const labels = labelsOf(await reportOf(alone.replace('  pair: harbour\n', '')));
  expect(labels).toEqual(
    expect.arrayContaining([
      'attacker | not-known | always abstains',
      'variants | not-known | oracle 1',
      'ladder | - | slot unknown',
    ]),
  );
});

test('variants that share an answer are found', async () => {
  const report = await reportOf(sum.replace('left: 520, total: 543', 'left: 419, total: 442'));
  expect(labelsOf(report)).toContain('variants | sum | oracle 1');
});

test('twins that share an answer are found', async () => {
  const twins = abstaining
    .replaceAll('unknown }]', '"{{ships}}" }]')
    .replace(
      '"ANSWER: unknown"]\n  wrong: ["ANSWER: {{ships}}"]',
      '"ANSWER: {{ships}}"]\n  wrong: ["ANSWER: 5"]',
    );
  expect(labelsOf(await reportOf(twins))).toContain('pair | not-known | oracle 1');
});

test('an answer that is right for another task of the category is found', async () => {
  const report = await reportOf(`${sum}${sum.replace('id: sum', 'id: total')}`);
  expect(labelsOf(report)).toEqual(
    expect.arrayContaining(['attacker | sum | the oracle of total', 'attacker | total | the oracle of sum']),
  );
});

test('a task with tools that is passed without calling any is found', async () => {
  expect(labelsOf(await reportOf(stock))).toEqual(['attacker | stock | the oracle without its tool calls']);
});

const tone = `- id: tone
  prompt: Write two kind sentences to a customer whose parcel is late.
  graders:
    - type: judge
      reference: We are sorry that your parcel is late. It is on its way to you now.
      criteria:
        - { id: sorry, kind: present, question: Does it say sorry? }
        - { id: parcel, kind: present, question: Does it name the parcel? }
        - { id: rude, kind: absent, question: Is it rude? }
  oracle: [We are truly sorry about your parcel. It will be with you tomorrow at the latest.]
  wrong: [Your parcel will arrive when it arrives and complaining will not make it faster.]
`;

test('what only a judge can tell is counted as unjudged without one, and leaves the ladder', async () => {
  const report = await reportOf(tone);
  expect(report.findings).toEqual([]);
  expect(report.unjudged).toBeGreaterThan(0);
  expect(report.ladder.filter(({ quality }) => quality > 0)).toEqual([]);
});

/** Judges by one word: enough to show that verdicts reach the report. */
function judgeThat(isGood: (candidate: string) => boolean): Judge {
  return {
    identity: { model: 'by-word', url: 'http://127.0.0.1', promptSha256: '', settings: {} },
    usage: () => ({ calls: 0, promptTokens: 0, completionTokens: 0, faults: 0 }),
    judge({ criteria, candidate }: JudgeCase) {
      const met = isGood(candidate);
      return Promise.resolve({
        kind: 'judged',
        quality: met ? 1 : 0,
        criteria: criteria.map(({ id }) => ({
          id,
          met,
          reason: 'by word',
          evidence: { quote: '', start: 0 },
        })),
        votes: 2,
        agreement: 1,
      });
    },
  };
}

test('with a judge its verdicts are held against the samples', async () => {
  expect(
    (
      await reportOf(tone, {
        judge: judgeThat((text) => text.includes('truly sorry') && !text.includes('complaining')),
      })
    ).findings,
  ).toEqual([]);
  const blind = labelsOf(await reportOf(tone, { judge: judgeThat(() => true) }));
  expect(blind).toContain('wrong | tone | wrong 1');
  expect(blind).toContain('attacker | tone | waffle');
});

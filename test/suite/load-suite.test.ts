import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSuite } from '../../src/suite/load-suite.js';
import { lintSuite } from '../../src/suite/lint-suite.js';
import { formatProblem } from '../../src/suite/problem.js';
import { card, sumTask, temporaryFolder } from './temporary-suite.js';

const mini = 'fixtures/suites/valid/mini';
const alone = { searchPath: [] };

test('a suite is loaded with every default applied, tasks by category and then as the file has them', async () => {
  const { card: loaded, tasks, folder } = await loadSuite(mini, alone);
  expect(loaded).toMatchObject({ name: 'mini', title: 'Mini', version: '1.2.3', visibility: 'private' });
  expect(loaded.categories).toEqual({
    tools: { feeds: 'quality', kinds: [] },
    chat: { feeds: 'quality', kinds: [] },
    multimodal: { feeds: 'modality', kinds: ['image_input'] },
  });
  expect(folder).toBe(join(process.cwd(), mini));
  expect(tasks.map(({ id }) => id)).toEqual([
    'total-of-two',
    'late-change',
    'left-picture',
    'right-picture',
    'stock-level',
  ]);
  expect(tasks.map((task) => task.class)).toEqual(['chat', 'chat', 'multimodal', 'multimodal', 'agentic']);
  expect(tasks[0]).toMatchObject({
    template: 'totals',
    difficulty: 'easy',
    target: { latencyMs: 500, costUsd: 0.002 },
    maxRounds: 6,
    turns: [expect.stringContaining('{{left}}')],
    request: { max_tokens: 400 },
  });
  expect(tasks[1]).toMatchObject({ template: 'late-change', difficulty: 'medium', target: {} });
  expect(tasks[1]?.turns).toHaveLength(2);
  expect(tasks[1]?.oracle[0]?.exchanges.map(({ content }) => content)).toEqual([
    'OK',
    'ANSWER: {{city}} {{hour}}',
  ]);
  expect(tasks[4]?.oracle[0]?.exchanges[0]).toEqual({
    content: '',
    toolCalls: [{ name: 'stock', arguments: { part: '{{part}}' } }],
    artifacts: [],
  });
  expect(tasks[2]?.variants).toEqual([{}]);
});

test('the folder, its card and any of its files lead to the same suite', async () => {
  const { digest } = await loadSuite(mini, alone);
  for (const reference of [
    `${mini}/suite.yaml`,
    `${mini}/chat.yaml`,
    `./${mini}/`,
    join(process.cwd(), mini),
  ])
    expect((await loadSuite(reference, alone)).digest).toBe(digest);
});

test('a suite below the search path goes by its name there', async () => {
  const root = await temporaryFolder({ 'team/alpha/suite.yaml': card, 'team/alpha/chat.yaml': sumTask });
  const byName = await loadSuite('team/alpha', { searchPath: ['/nowhere/at/all', root] });
  expect(byName.card.name).toBe('team/alpha');
  expect((await loadSuite(join(root, 'team/alpha'), { searchPath: [root] })).card.name).toBe('team/alpha');
  expect((await loadSuite(join(root, 'team/alpha'), alone)).card.name).toBe('alpha');
});

test('shipped suites go by their names, and a search path cannot take a name away', async () => {
  const root = await temporaryFolder({ 'public/smoke/suite.yaml': card, 'public/smoke/chat.yaml': sumTask });
  const { card: loaded, folder } = await loadSuite('public/smoke', { searchPath: [root] });
  expect(loaded.name).toBe('public/smoke');
  expect(folder).toBe(join(process.cwd(), 'suites/public/smoke'));
});

test.each([
  ['public/smok', 'Did you mean "public/smoke"?'],
  ['no/such/thing/anywhere', 'Known: '],
  ['package.json', 'suite.yaml'],
  ['src', 'suite.yaml'],
])('a reference that leads nowhere says what to do: %s', async (reference, hint) => {
  await expect(loadSuite(reference, alone)).rejects.toMatchObject({
    reason: 'usage',
    message: `there is no suite "${reference}"`,
    hint: expect.stringContaining(hint) as string,
  });
});

async function digestOf(files: Readonly<Record<string, string>>): Promise<string> {
  return (await loadSuite(await temporaryFolder(files), alone)).digest;
}

test('comments, key order, quoting, line ends and written-out defaults leave the digest as it is', async () => {
  const digest = await digestOf({ 'suite.yaml': card, 'chat.yaml': sumTask });
  const reordered = card.split('\n').filter(Boolean);
  const turned = [...reordered.slice(3, 6), ...reordered.slice(0, 3), ...reordered.slice(6)].join('\n');
  const same: readonly (readonly [string, string])[] = [
    [`# note\n${card}`, sumTask],
    [`${turned}\n`, sumTask],
    [card, sumTask.replaceAll('\n', '\r\n')],
    [card, sumTask.replace('"ANSWER: 1"', "'ANSWER: 1'")],
    [card, `${sumTask}  difficulty: medium\n  maxRounds: 6\n  template: sum\n`],
    [card, sumTask.replace('prompt:', 'turns:').replace(/turns: (.*)/, 'turns: [$1]')],
  ];
  for (const [suiteYaml, chatYaml] of same)
    expect(await digestOf({ 'suite.yaml': suiteYaml, 'chat.yaml': chatYaml })).toBe(digest);
});

test('whatever means something changes the digest', async () => {
  const task = `${sumTask}  system: Be brief.\n  target: { latency: 5s }\n`;
  const changes: readonly (readonly [string, string])[] = [
    [card, task],
    [card.replace('1.0.0', '1.0.1'), task],
    [card.replace('quality }', 'none }'), task],
    [card, task.replace('What is', 'How much is')],
    [card, task.replace('left: 19', 'left: 18')],
    [card, task.replace('"{{total}}" }', '"{{total}}", tolerance: 1 }')],
    [card, task.replace('ANSWER: 1', 'ANSWER: 2')],
    [card, task.replace('5s', '6s')],
    [card, task.replace('id: sum', 'id: total')],
    [card, `${task}${task.replace('id: sum', 'id: total')}`],
    [card, `${task.replace('id: sum', 'id: total')}${task}`],
  ];
  const digests: string[] = [];
  for (const [suiteYaml, chatYaml] of changes)
    digests.push(await digestOf({ 'suite.yaml': suiteYaml, 'chat.yaml': chatYaml }));
  expect(new Set(digests).size).toBe(changes.length);
});

test('a changed picture changes the digest, a copied folder does not', async () => {
  const folder = await temporaryFolder({});
  await cp(mini, folder, { recursive: true });
  const { digest } = await loadSuite(mini, alone);
  expect((await loadSuite(folder, alone)).digest).toBe(digest);
  const picture = join(folder, 'assets/left.png');
  await writeFile(picture, Buffer.concat([await readFile(picture), Buffer.from([0])]));
  expect((await loadSuite(folder, alone)).digest).not.toBe(digest);
});

test('a picture or a task file that is a link out of the suite is refused, a link inside is not', async () => {
  const outside = await temporaryFolder({
    'left.png': await readFile(`${mini}/assets/left.png`),
    'chat.yaml': sumTask,
  });
  const folder = await temporaryFolder({});
  await cp(mini, folder, { recursive: true });
  await symlink(join(folder, 'assets/left.png'), join(folder, 'assets/inside.png'));
  await symlink(join(outside, 'left.png'), join(folder, 'assets/outside.png'));
  const pictures = await readFile(join(folder, 'multimodal.yaml'), 'utf8');
  await writeFile(join(folder, 'multimodal.yaml'), pictures.replace('left.png', 'inside.png'));
  expect((await lintSuite(folder, alone)).problems).toEqual([]);
  await writeFile(join(folder, 'multimodal.yaml'), pictures.replace('left.png', 'outside.png'));
  expect((await lintSuite(folder, alone)).problems.map(({ what }) => what)).toEqual([
    'the file "assets/outside.png" is a link out of the suite',
  ]);
  const linked = await temporaryFolder({ 'suite.yaml': card });
  await symlink(join(outside, 'chat.yaml'), join(linked, 'chat.yaml'));
  expect((await lintSuite(linked, alone)).problems.map(({ what }) => what)).toEqual([
    'the file "chat.yaml" is a link out of the suite',
  ]);
});

test('a mistake in the card does not hide those in the files', async () => {
  const folder = await temporaryFolder({
    'suite.yaml': card.replace('title', 'titel'),
    'chat.yaml': sumTask.replace('graders', 'grader'),
  });
  const { suite, problems } = await lintSuite(folder, alone);
  expect(suite).toBeUndefined();
  expect(new Set(problems.map(({ file }) => basename(file)))).toEqual(new Set(['suite.yaml', 'chat.yaml']));
});

test('escape sequences and line breaks of a hostile suite reach no message', async () => {
  const evil = '"\\e[2J\\nsuite.yaml:1:1 all is well\\u202E"';
  const folder = await temporaryFolder({
    'suite.yaml': `${card}${evil}: 1\n`,
    'chat.yaml': sumTask.replace('number, value', `${evil}, value`).replace('id: sum', `id: ${evil}`),
  });
  const lines = (await lintSuite(folder, alone)).problems.map(formatProblem);
  expect(lines.length).toBeGreaterThanOrEqual(2);
  for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test('a category that leans on a judge is warned of, and loads all the same', async () => {
  const judge = `[{ type: judge, reference: Kind words., criteria: [
    { id: kind, kind: present, question: Is it kind? },
    { id: short, kind: present, question: Is it short? },
    { id: rude, kind: absent, question: Is it rude? }] }]`;
  const chat = `${sumTask}- id: tone\n  prompt: Be kind.\n  graders: ${judge}\n  oracle: [Dear friend]\n  wrong: [Go away]\n`;
  const { suite, problems } = await lintSuite(
    await temporaryFolder({ 'suite.yaml': card, 'chat.yaml': chat }),
    alone,
  );
  expect(suite?.tasks).toHaveLength(2);
  expect(problems).toMatchObject([
    { level: 'warning', line: 8, column: 3, what: 'a judge grades 50 % of "chat"' },
  ]);
});

test('a short table that multiplies a long text is refused before it is unfolded', async () => {
  const bomb = sumTask
    .replace('What is', `What is ${'{{left}}'.repeat(2_000)}`)
    .replace('left: 19', `left: ${'x'.repeat(10_000)}`);
  const { suite, problems } = await lintSuite(
    await temporaryFolder({ 'suite.yaml': card, 'chat.yaml': bomb }),
    alone,
  );
  expect(suite).toBeUndefined();
  expect(problems.map(({ what }) => what)).toEqual([
    expect.stringMatching(/^the variants unfold to 2\d{7} characters$/),
  ]);
});

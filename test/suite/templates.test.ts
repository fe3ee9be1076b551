import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lintSuite } from '../../src/suite/lint-suite.js';
import { listSuites } from '../../src/suite/list-suites.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { formatProblem } from '../../src/suite/problem.js';
import { card, sumTask, temporaryFolder } from './temporary-suite.js';

const derivedCard = `${card}templates: base\n`;
const onlyValues = `- id: sum
  variants:
    - { left: 31, total: 54 }
    - { left: 32, total: 55 }
`;

const home = (files: Readonly<Record<string, string>> = {}) =>
  temporaryFolder({
    'base/suite.yaml': card,
    'base/chat.yaml': sumTask,
    'derived/suite.yaml': derivedCard,
    'derived/chat.yaml': onlyValues,
    ...files,
  });

const linesOf = async (root: string) => {
  const { suite, problems } = await lintSuite('derived', { searchPath: [root] });
  return { suite, lines: problems.map((problem) => formatProblem(problem).replaceAll(`${root}/`, '')) };
};

test('a task takes from its template what it does not say itself', async () => {
  const { tasks, card: loaded } = await loadSuite('derived', { searchPath: [await home()] });
  expect(loaded.templates).toBe('base');
  expect(tasks).toHaveLength(1);
  expect(tasks[0]).toMatchObject({
    id: 'sum',
    turns: ['What is {{left}} + 23? Last line ANSWER: number'],
    variants: [
      { left: 31, total: 54 },
      { left: 32, total: 55 },
    ],
  });
});

test('any key may be said anew', async () => {
  const root = await home({
    'derived/chat.yaml': `${onlyValues}  prompt: "23 and {{left}} make? Last line ANSWER: number"\n  difficulty: hard\n`,
  });
  const { tasks } = await loadSuite('derived', { searchPath: [root] });
  expect(tasks[0]).toMatchObject({
    difficulty: 'hard',
    turns: ['23 and {{left}} make? Last line ANSWER: number'],
  });
});

test('the digest is that of the same tasks written out, and changes with the templates', async () => {
  const written = sumTask.replace('{ left: 19, total: 42 }', '{ left: 31, total: 54 }');
  const root = await home({
    'whole/suite.yaml': card,
    'whole/chat.yaml': written.replace('{ left: 20, total: 43 }', '{ left: 32, total: 55 }'),
  });
  const { digest } = await loadSuite('derived', { searchPath: [root] });
  expect((await loadSuite('whole', { searchPath: [root] })).digest).toBe(digest);
  const other = await home({ 'base/chat.yaml': sumTask.replace('What is', 'How much is') });
  expect((await loadSuite('derived', { searchPath: [other] })).digest).not.toBe(digest);
});

test('a mistake stands in the file its value came from', async () => {
  const root = await home({
    'base/chat.yaml': sumTask.replace('wrong: [', 'wrong: ["{{totl}}", '),
    'derived/chat.yaml': '- id: sum\n  variants:\n    - { left: 31, total: 54, odd: 1 }\n',
  });
  expect((await linesOf(root)).lines).toEqual([
    'base/chat.yaml:5:11 {{totl}} has no value; did you mean {{total}}?',
    'derived/chat.yaml:3:30 the value "odd" is used nowhere; write {{odd}} where it belongs, or remove the column',
  ]);
});

test('an id without a template is a mistake of its own, and what is missing of it is not said again', async () => {
  const root = await home({ 'derived/chat.yaml': `- id: summ\n  variants: []\n${onlyValues}` });
  const { suite, lines } = await linesOf(root);
  expect(suite).toBeUndefined();
  expect(lines).toEqual(['derived/chat.yaml:1:7 chat of "base" has no task "summ"; did you mean "sum"?']);
});

test('a task without an id is told that it lacks one', async () => {
  const { lines } = await linesOf(await home({ 'derived/chat.yaml': `${onlyValues}- variants: [{}]\n` }));
  expect(lines).toContain('derived/chat.yaml:5:3 missing key "id"; add it: text');
});

test('a template that is left out is a warning', async () => {
  const base = `${sumTask}${sumTask.replace('id: sum', 'id: more')}`;
  const { suite, lines } = await linesOf(await home({ 'base/chat.yaml': base }));
  expect(suite?.tasks).toHaveLength(1);
  expect(lines).toEqual([
    'derived/chat.yaml:1:1 warning: of chat of "base" is left out: "more"; give each an item with its id',
  ]);
});

test.each([
  ['derived', 'a suite cannot be its own templates; name another suite'],
  ['bsae', 'there is no suite "bsae"; did you mean "base"?'],
  ['third', '"third" has templates of its own; name the suite that its tasks are written out in'],
])('templates: %s is refused once, on its own line', async (name, message) => {
  const root = await home({
    'derived/suite.yaml': `${card}templates: ${name}\n`,
    'third/suite.yaml': derivedCard,
    'third/chat.yaml': onlyValues,
  });
  expect((await linesOf(root)).lines).toEqual([`derived/suite.yaml:9:12 ${message}`]);
});

test.each(['../base', '/base', './base', 'base/', '[base]'])(
  'templates: %s is no name of a suite',
  async (name) => {
    const root = await home({ 'derived/suite.yaml': `${card}templates: ${name}\n` });
    const { suite, lines } = await linesOf(root);
    expect(suite).toBeUndefined();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^derived\/suite\.yaml:9:12 "templates" is /);
  },
);

test('a category that the templates do not have, and a file of theirs that cannot be read, are mistakes', async () => {
  const root = await home({
    'derived/suite.yaml': derivedCard.replace('chat: {', 'talk: {'),
    'derived/talk.yaml': onlyValues,
    'derived/chat.yaml': '',
  });
  expect((await linesOf(root)).lines).toContain(
    'derived/talk.yaml:1:1 "base" has no category "talk"; remove it here',
  );
  const broken = await home({ 'base/chat.yaml': '- id: [' });
  expect((await linesOf(broken)).lines[0]).toMatch(/^base\/chat\.yaml:1:\d+ not YAML: /);
});

test('suites that lean on templates are listed like others', async () => {
  const listed = await listSuites({ searchPath: [await home()] });
  expect(listed.find(({ name }) => name === 'derived')?.suite?.card.templates).toBe('base');
});

test('the name leads to the same templates wherever the suite itself lies', async () => {
  const root = await home();
  const { tasks } = await loadSuite(join(root, 'derived'), { searchPath: [root] });
  expect(tasks).toHaveLength(1);
});

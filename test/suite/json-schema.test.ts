import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { graders } from '../../src/graders/index.js';
import { suiteJsonSchema } from '../../src/suite/json-schema.js';

type Part = Parameters<typeof suiteJsonSchema>[0];
const compiled = new Map<Part, ValidateFunction>();
const validatorOf = (part: Part) => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const validate = compiled.get(part) ?? ajv.compile(suiteJsonSchema(part));
  compiled.set(part, validate);
  return validate;
};
const problems = (part: Part, value: unknown) => {
  const validate = validatorOf(part);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
};
const fixture = (file: string): unknown => parse(readFileSync(`fixtures/suites/${file}`, 'utf8'));

test('an editor accepts what the loader accepts, placeholders and all', () => {
  expect(problems('card', fixture('valid/mini/suite.yaml'))).toEqual([]);
  for (const category of ['chat', 'tools', 'multimodal'])
    expect(problems('tasks', fixture(`valid/mini/${category}.yaml`))).toEqual([]);
});

test.each([
  ['card', 'card-unknown-keys/suite.yaml', 'required'],
  ['card', 'card-bad-values/suite.yaml', 'pattern'],
  ['tasks', 'task-unknown-keys/chat.yaml', 'additionalProperties'],
  ['tasks', 'task-missing-keys/chat.yaml', 'required'],
  ['tasks', 'grader-unknown/chat.yaml', 'oneOf'],
  ['tasks', 'grader-unknown-key/chat.yaml', 'oneOf'],
  ['tasks', 'category-not-a-list/chat.yaml', 'type'],
] as const)('of the %s, %s is marked', (part, file, keyword) => {
  expect(problems(part, fixture(`invalid/${file}`)).join('\n')).toContain(keyword);
});

test('of a task that has a template only the id is needed, and what is there is checked', () => {
  expect(problems('varied-tasks', [{ id: 'sum', variants: [{ left: 1 }] }])).toEqual([]);
  expect(problems('varied-tasks', [{ variants: [{ left: 1 }] }])).toEqual(['/0 required']);
  expect(problems('varied-tasks', [{ id: 'sum', varaints: [] }])).toEqual(['/0 additionalProperties']);
});

test.each(Object.keys(graders))('the grader %s is known to editors, by name and with its keys', (type) => {
  const text = JSON.stringify(suiteJsonSchema('tasks'));
  expect(text).toContain(`"const":${JSON.stringify(type)}`);
  const misspelt = [
    { id: 'sum', prompt: 'x', graders: [{ type, noSuchKey: 1 }], oracle: ['x'], wrong: ['y'] },
  ];
  expect(problems('tasks', misspelt)).not.toEqual([]);
});

test('every shipped file is what its schema says', () => {
  for (const suite of ['smoke', 'dev', 'train'])
    for (const file of readdirSync(`suites/public/${suite}`).filter((name) => name.endsWith('.yaml'))) {
      const tasks = suite === 'train' ? 'varied-tasks' : 'tasks';
      const value: unknown = parse(readFileSync(`suites/public/${suite}/${file}`, 'utf8'));
      expect(problems(file === 'suite.yaml' ? 'card' : tasks, value), `${suite}/${file}`).toEqual([]);
    }
});

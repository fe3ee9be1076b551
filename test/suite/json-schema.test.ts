import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { suiteJsonSchema } from '../../src/suite/json-schema.js';

const problems = (part: 'card' | 'tasks', value: unknown) => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(suiteJsonSchema(part));
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

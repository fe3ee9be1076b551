import { expect, test } from 'vitest';
import { isSecretName, maskCommand, maskUrl } from '../../src/lib/mask-secrets.js';

test.each([
  'api_key',
  'apiKey',
  'OPENAI_API_KEY',
  'X-Api-Key',
  'Authorization',
  'access_token',
  'password',
  'token',
  'Cookie',
])('the name %s is a secret’s', (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each(['max_tokens', 'tokens', 'monkey', 'keyboard', 'author', 'top_p'])('the name %s is not', (name) => {
  expect(isSecretName(name)).toBe(false);
});

test.each([
  ['http://user:pw@host:1/v1', 'http://***@host:1/v1'],
  ['https://token@host', 'https://***@host'],
  ['http://host/a?api_key=abc&page=2', 'http://host/a?api_key=***&page=2'],
  ['http://host/a@b', 'http://host/a@b'],
  ['http://host', 'http://host'],
])('%s is shown as %s', (url, shown) => {
  expect(maskUrl(url)).toBe(shown);
});

test.each([
  ['OPENAI_API_KEY=sk-1 python agent.py', 'OPENAI_API_KEY=*** python agent.py'],
  ['python agent.py --api-key "a b" --port 8001', 'python agent.py --api-key *** --port 8001'],
  ["env TOKEN='x y' ./agent", 'env TOKEN=*** ./agent'],
  ['node agent.js --token=abc', 'node agent.js --token=***'],
  ['cat key file', 'cat key file'],
  ['agent --upstream http://me:pw@host', 'agent --upstream http://***@host'],
])('the command %s is shown as %s', (command, shown) => {
  expect(maskCommand(command)).toBe(shown);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonSchema } from '../../src/lib/json-schema.js';
import { maskKnownSecrets, maskSecrets } from '../../src/results/redact.js';

const key = 'sk-live-0123456789';

test('a secret goes wherever it stands: in values, in keys, inside words, at any depth', () => {
  const value = { [key]: [`before ${key} after`, { deep: `x${key}y${key}` }], kept: 7, nothing: null };

  expect(maskSecrets(value, [key])).toEqual({
    '***': ['before *** after', { deep: 'x***y***' }],
    kept: 7,
    nothing: null,
  });
});

test('a secret goes as it looks in a URL and in base64 too', () => {
  const secret = 'user:pa ss/word';
  const text = `${encodeURIComponent(secret)} ${Buffer.from(secret).toString('base64')}`;

  expect(maskSecrets(text, [secret])).toBe('*** ***');
});

test('Authorization values and URL credentials go without being named', () => {
  expect(maskSecrets('Authorization: Bearer abc.def-ghi', [])).toBe('Authorization: Bearer ***');
  expect(maskSecrets('x-api-key: abcdef', [])).toBe('x-api-key: ***');
  expect(maskSecrets('https://user:pass@host/v1?api_key=abc&page=2', [])).toBe(
    'https://***@host/v1?api_key=***&page=2',
  );
  expect(maskSecrets({ headers: { Authorization: 'xyz', 'X-Trace': 'kept' } }, [])).toEqual({
    headers: { Authorization: '***', 'X-Trace': 'kept' },
  });
});

test('names that only sound like secrets keep their numbers', () => {
  const tokens = { promptTokens: 12, completionTokens: 5, apiKeyEnv: 'OPENAI_API_KEY' };

  expect(maskSecrets(tokens, [])).toEqual(tokens);
});

test('the longer of two secrets goes first', () => {
  expect(maskSecrets('abcdefgh', ['abcd', 'abcdefgh'])).toBe('***');
});

test('a secret shorter than four characters is no secret: it would star out every word', () => {
  expect(maskSecrets('a banana', ['a'])).toBe('a banana');
});

test('no secret is left in any JSON value, and masking again changes nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ minLength: 6, maxLength: 12 }), (value, secret) => {
      const laced = jsonSchema.parse({ value, text: `a${secret}b` });
      const masked = maskKnownSecrets(laced, [secret]);
      expect(JSON.stringify(maskKnownSecrets(masked, [secret]))).toBe(JSON.stringify(masked));
      expect(masked).toMatchObject({ text: 'a***b' });
    }),
  );
});

import { describe, expect, test } from 'vitest';
import { lastJsonObject } from '../../../src/arena/agent/last-json-object.js';

const size = 2 ** 16;
const fill = (part: string) => part.repeat(Math.ceil(size / part.length)).slice(0, size);

describe('hostile text costs as much as it is long', () => {
  test.each([
    '{',
    '{"',
    '{"a":',
    '{"a":[',
    '{"a{"b',
    '{\\"',
    '{"a\n',
    '{ ',
    '"',
    '{"a":{}, ',
    '[{"a":1},',
    '{"a":"\\',
    '}',
    '{"a":1e',
    '{"\\u0',
  ])('%j again and again', (part) => {
    const startMs = performance.now();
    lastJsonObject(fill(part));
    lastJsonObject(`{"${fill(part)}`);

    expect(performance.now() - startMs).toBeLessThan(2_000);
  });
});

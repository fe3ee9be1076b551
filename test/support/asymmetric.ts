import { expect } from 'vitest';

/** vitest types its asymmetric matchers as `any`; these are the same, to be put anywhere a value is expected. */
export function containing(part: string): unknown {
  return expect.stringContaining(part);
}

export function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

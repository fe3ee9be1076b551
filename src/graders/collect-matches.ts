import type { PatternMatch } from './bounded-messages.js';

export const maxMatches = 10_000;
const maxGroupChars = 1_000;
const maxGroups = 20;
const maxTotalChars = 1_000_000;

/** All matches of a global expression, bounded in number and size; what goes beyond is left out. */
export function collectMatches(expression: RegExp, text: string): readonly PatternMatch[] {
  const matches: PatternMatch[] = [];
  let chars = 0;
  for (const match of text.matchAll(expression)) {
    const groups = match
      .slice(1, maxGroups + 1)
      .map((group: string | undefined) => (group ?? '').slice(0, maxGroupChars));
    chars += groups.reduce((sum, group) => sum + group.length, 0);
    if (chars > maxTotalChars) break;
    matches.push({ start: match.index, end: match.index + match[0].length, groups });
    if (matches.length === maxMatches) break;
  }
  return matches;
}

/** The expression that matches a text whole or not at all. Throws SyntaxError on a bad pattern. */
export function wholeExpression(pattern: string, flags: string): RegExp {
  // With `m` the text's ends would be any line's ends.
  return new RegExp(`^(?:${pattern})$`, flags.replace('m', ''));
}

/** What a suite may ask of the engine; `g`, `y` and `d` are ours. */
export const patternFlags = /^(?!.*(.).*\1)[imsu]*$/;

/** Why a pattern does not compile; undefined if it does. */
export function patternProblem(pattern: string, flags: string): string | undefined {
  try {
    new RegExp(pattern, flags);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

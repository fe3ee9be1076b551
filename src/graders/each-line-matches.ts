import { maxMatches } from './collect-matches.js';
import type { BoundedChecks } from './define-grader.js';
import { part, show } from './findings.js';
import type { FindingPart } from './grade.js';
import { filledLines } from './text-units.js';

/**
 * Every filled line must match, whole. One question to the worker for all lines; a match over several lines is none. Throws
 * RefusedCheck where the pattern is broken.
 */
export async function eachLineMatches(
  content: string,
  rule: string | { readonly pattern: string; readonly flags: string } | undefined,
  bounded: BoundedChecks,
): Promise<readonly FindingPart[]> {
  if (rule === undefined) return [];
  const { pattern, flags } = typeof rule === 'string' ? { pattern: rule, flags: 'u' } : rule;
  const lines = filledLines(content).map(({ text }) => text);
  if (lines.length > maxMatches) return checked(false, `${lines.length} lines are too many to check`);
  const reply = await bounded.match(`^(?:${pattern})$`, withLines(flags), lines.join('\n'));
  if (reply.kind === 'timed_out') return checked(false, 'the pattern ran past its deadline on these lines');
  const matched = new Set(reply.matches.map(({ start, end }) => `${start}-${end}`));
  const bad = unmatchedLine(lines, matched);
  return bad === undefined
    ? checked(true, 'every line matches')
    : checked(false, `the line ${show(bad)} does not match`);
}

function withLines(flags: string): string {
  return flags.includes('m') ? flags : `${flags}m`;
}

function unmatchedLine(lines: readonly string[], matched: ReadonlySet<string>): string | undefined {
  let start = 0;
  for (const line of lines) {
    if (!matched.has(`${start}-${start + line.length}`)) return line;
    start += line.length + 1;
  }
  return undefined;
}

function checked(isMet: boolean, reason: string): readonly FindingPart[] {
  return [part('eachLineMatches', isMet, reason)];
}

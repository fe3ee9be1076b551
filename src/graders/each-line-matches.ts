import type { BoundedChecks } from './define-grader.js';
import { part, show } from './findings.js';
import type { FindingPart } from './grade.js';
import { filledLines } from './text-units.js';

const maxLines = 20_000;

/** Every filled line must match, whole. One question to the worker for all. Throws RefusedCheck where the pattern is broken. */
export async function eachLineMatches(
  content: string,
  rule: string | { readonly pattern: string; readonly flags: string } | undefined,
  bounded: BoundedChecks,
): Promise<readonly FindingPart[]> {
  if (rule === undefined) return [];
  const { pattern, flags } = typeof rule === 'string' ? { pattern: rule, flags: 'u' } : rule;
  const lines = filledLines(content).map(({ text }) => text);
  if (lines.length > maxLines) return checked(false, `${lines.length} lines are too many to check`);
  const reply = await bounded.matchWhole(pattern, flags, lines);
  if (reply.kind === 'timed_out') return checked(false, 'the pattern ran past its deadline on these lines');
  const bad = lines.find((_, index) => reply.isMatch[index] !== true);
  return bad === undefined
    ? checked(true, 'every line matches')
    : checked(false, `the line ${show(bad)} does not match`);
}

function checked(isMet: boolean, reason: string): readonly FindingPart[] {
  return [part('eachLineMatches', isMet, reason)];
}

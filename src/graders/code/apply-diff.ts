import type { FileDiff, Hunk } from './read-diff.js';

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export type Applied =
  | { readonly kind: 'applied'; readonly files: readonly SourceFile[] }
  | { readonly kind: 'refused'; readonly what: string };

/** Line comparisons that placing all hunks may take. */
const maxSteps = 5_000_000;

/**
 * The files after a diff. As patch(1), a hunk may stand some lines off its number, never before the hunk ahead of it; unlike
 * patch(1), every context line must be there exactly.
 */
export function applyDiff(files: readonly SourceFile[], diffs: readonly FileDiff[]): Applied {
  const budget = { steps: maxSteps };
  const results: SourceFile[] = [];
  for (const file of files) {
    const own = diffs.filter(({ path }) => path === file.path).flatMap(({ hunks }) => hunks);
    const patched = patch(file.text, own, budget);
    if (patched.kind === 'refused') return { kind: 'refused', what: `${patched.what} of ${file.path}` };
    results.push({ path: file.path, text: patched.text });
  }
  return { kind: 'applied', files: results };
}

function patch(
  text: string,
  hunks: readonly Hunk[],
  budget: { steps: number },
): { kind: 'patched'; text: string } | { kind: 'refused'; what: string } {
  const lines = text.split(/\r?\n/);
  const done: string[] = [];
  let read = 0;
  let drift = 0;
  for (const [index, hunk] of hunks.entries()) {
    const guess = hunk.oldStart - (hunk.before.length === 0 ? 0 : 1);
    const at = placeOf(hunk, { lines, from: read, guess: guess + drift, budget });
    if (at === undefined) return { kind: 'refused', what: `the lines of hunk ${index + 1} are not those` };
    done.push(...lines.slice(read, at), ...hunk.after);
    read = at + hunk.before.length;
    drift = at - guess;
  }
  return { kind: 'patched', text: [...done, ...lines.slice(read)].join('\n') };
}

interface Search {
  readonly lines: readonly string[];
  /** First line not yet taken by a hunk. */
  readonly from: number;
  readonly guess: number;
  readonly budget: { steps: number };
}

/** The place nearest to the guess. */
function placeOf({ before }: Hunk, { lines, from, guess, budget }: Search): number | undefined {
  const last = lines.length - before.length;
  const farthest = Math.max(Math.abs(last - guess), Math.abs(guess - from));
  for (let offset = 0; offset <= farthest; offset++)
    for (const at of offset === 0 ? [guess] : [guess + offset, guess - offset]) {
      if (at < from || at > last) continue;
      if (standsAt(before, lines, { at, budget })) return at;
      if (budget.steps <= 0) return undefined;
    }
  return undefined;
}

function standsAt(
  before: readonly string[],
  lines: readonly string[],
  { at, budget }: { readonly at: number; readonly budget: { steps: number } },
): boolean {
  for (const [index, line] of before.entries()) {
    budget.steps--;
    if (lines[at + index] !== line) return false;
  }
  return true;
}

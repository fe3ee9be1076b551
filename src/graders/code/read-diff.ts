import { show } from '../findings.js';

/** What a unified diff does to one file. */
export interface FileDiff {
  readonly path: string;
  readonly hunks: readonly Hunk[];
}

export interface Hunk {
  /** First line of `before` in the old file, from 1; where `before` is empty, the line after which `after` is put. */
  readonly oldStart: number;
  /** Context and removed lines, as they must stand in the file. */
  readonly before: readonly string[];
  /** Context and added lines. */
  readonly after: readonly string[];
}

export type DiffReading =
  | { readonly kind: 'read'; readonly files: readonly FileDiff[] }
  | { readonly kind: 'refused'; readonly what: string };

const maxLines = 20_000;
const maxHunks = 500;

/**
 * A unified diff against known files: as `diff -u` and `git diff` write it, with or without `a/` and `b/`, LF or CRLF.
 * Without file headers it is about the one file there is. Files can be changed; none is made, removed or renamed.
 */
export function readDiff(text: string, paths: readonly string[]): DiffReading {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  if (lines.length > maxLines) return { kind: 'refused', what: `it has over ${maxLines} lines` };
  try {
    return { kind: 'read', files: [...filesOf({ lines, at: 0 }, paths)] };
  } catch (error) {
    if (error instanceof BadDiff) return { kind: 'refused', what: error.message };
    throw error;
  }
}

class BadDiff extends Error {
  override readonly name = 'BadDiff';
}

interface Reader {
  readonly lines: readonly string[];
  at: number;
}

function filesOf(reader: Reader, paths: readonly string[]): readonly FileDiff[] {
  const hunks = new Map<string, Hunk[]>();
  let path = paths.length === 1 ? paths[0] : undefined;
  let count = 0;
  while (reader.at < reader.lines.length) {
    const line = reader.lines[reader.at] ?? '';
    if (line.startsWith('--- ') && (reader.lines[reader.at + 1] ?? '').startsWith('+++ ')) {
      path = pathOf(line, reader.lines[reader.at + 1] ?? '', paths);
      reader.at += 2;
    } else if (line.startsWith('@@')) {
      if (path === undefined) throw new BadDiff('a hunk belongs to no file');
      if (++count > maxHunks) throw new BadDiff(`it has over ${maxHunks} hunks`);
      hunks.set(path, [...(hunks.get(path) ?? []), readHunk(reader)]);
    } else {
      refuseStray(line, count > 0);
      reader.at++;
    }
  }
  if (hunks.size === 0) throw new BadDiff('it has no hunk');
  return [...hunks].map(([file, own]) => ({ path: file, hunks: own }));
}

/** Lines between hunks are headers and remarks; what looks like a change there was left out of a hunk's count. */
function refuseStray(line: string, isAfterHunk: boolean): void {
  if (/^(?:new file mode|deleted file mode|rename from|rename to|copy from)\b/.test(line))
    throw new BadDiff(`files are only changed, and it says ${show(line)}`);
  if (isAfterHunk && /^[-+ ]\s*\S/.test(line))
    throw new BadDiff(`${show(line)} stands outside of a hunk’s count`);
}

function pathOf(oldLine: string, newLine: string, paths: readonly string[]): string {
  const [from, to] = [oldLine, newLine].map((line) => line.slice(4).split('\t')[0]?.trim() ?? '');
  for (const name of [to, from]) {
    if (name === undefined || name === '/dev/null')
      throw new BadDiff('files are only changed, none is made or removed');
    const known = paths.find((path) => formsOf(name).includes(path));
    if (known !== undefined) return known;
  }
  throw new BadDiff(`there is no file ${show(to ?? '')}`);
}

function formsOf(name: string): readonly string[] {
  const bare = name.replace(/^"(.*)"$/, '$1').replace(/^\.\//, '');
  return [bare, bare.replace(/^[^/]*\//, '')];
}

function readHunk(reader: Reader): Hunk {
  const head = reader.lines[reader.at] ?? '';
  const parts = /^@@ -(\d{1,7})(?:,(\d{1,7}))? \+(\d{1,7})(?:,(\d{1,7}))? @@/.exec(head);
  if (parts === null) throw new BadDiff(`${show(head)} is no hunk header`);
  const [oldStart, oldCount, newCount] = [parts[1], parts[2] ?? 1, parts[4] ?? 1].map(Number) as [
    number,
    number,
    number,
  ];
  const before: string[] = [];
  const after: string[] = [];
  reader.at++;
  while (before.length < oldCount || after.length < newCount) {
    const line = reader.lines[reader.at++];
    if (line === undefined) throw new BadDiff(`the hunk ${show(head)} ends too early`);
    const [mark, rest] = [line.charAt(0), line.slice(1)];
    if (mark === '\\') continue;
    // Editors and chats strip the blank off an empty context line; patch(1) takes it too.
    if (!['', ' ', '-', '+'].includes(mark)) throw new BadDiff(`${show(line)} is no line of a hunk`);
    if (mark !== '+') before.push(rest);
    if (mark !== '-') after.push(rest);
  }
  if (before.length !== oldCount || after.length !== newCount)
    throw new BadDiff(`the counts of the hunk ${show(head)} are not those of its lines`);
  return { oldStart, before, after };
}

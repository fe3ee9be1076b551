import { linesOf } from './text-units.js';

export interface FencedBlock {
  /** First word after the opening fence, in lower case; '' where there is none. */
  readonly language: string;
  readonly text: string;
  /** Range of `text` in the content. */
  readonly start: number;
  readonly end: number;
}

/** Fenced code blocks (CommonMark: three or more backticks or tildes); one left open reaches to the end. */
export function fencedBlocks(content: string): readonly FencedBlock[] {
  const blocks: FencedBlock[] = [];
  let open: { fence: string; language: string; start: number } | undefined;
  const lines = linesOf(content);
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1]?.start ?? content.length;
    if (open === undefined) {
      const head = /^(`{3,}|~{3,})[ \t]{0,8}([^\s`]{0,40})/.exec(line.text.slice(0, 200));
      if (head !== null)
        open = { fence: head[1] ?? '', language: (head[2] ?? '').toLowerCase(), start: next };
    } else if (closes(line.text, open.fence)) {
      blocks.push(block(content, open, line.start));
      open = undefined;
    }
  }
  if (open !== undefined) blocks.push(block(content, open, content.length));
  return blocks;
}

function closes(line: string, fence: string): boolean {
  return line.length >= fence.length && line.length < 200 && line === fence.charAt(0).repeat(line.length);
}

function block(content: string, open: { language: string; start: number }, end: number): FencedBlock {
  return { language: open.language, text: content.slice(open.start, end), start: open.start, end };
}

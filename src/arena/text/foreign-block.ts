import { inertBlock } from '../../lib/inert.js';
import { counted } from '../../report/words.js';
import type { BlockPart } from './text-page.js';

const longestBlock = { maxChars: 8_000, maxLines: 60 };

/** Text of outside with its layout, bounded; what is left out is said. */
export function foreignBlock(label: string, text: string): BlockPart {
  const { lines, leftOutChars } = inertBlock(text, longestBlock);
  const rest = leftOutChars === 0 ? [] : [`… ${counted(leftOutChars, 'more character')}`];
  return { kind: 'block', label, lines: [...lines, ...rest] };
}

/** Indented where it is JSON at all. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

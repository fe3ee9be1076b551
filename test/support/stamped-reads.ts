import type { StampedBytes } from '../../src/target/read-timeline.js';

/** Reads with their stamps, as `[ms, text or bytes]`. */
export function stampedReads(...reads: readonly (readonly [number, string | Uint8Array])[]): StampedBytes[] {
  return reads.map(([atMs, data]) => ({
    atMs,
    bytes: typeof data === 'string' ? Buffer.from(data, 'utf8') : data,
  }));
}

/** One read of everything. */
export function oneRead(data: string | Uint8Array): StampedBytes[] {
  return stampedReads([1, data]);
}

/** The frame of a content delta. */
export function contentFrame(text: string): string {
  return deltaFrame({ content: text });
}

export function deltaFrame(
  delta: Readonly<Record<string, unknown>>,
  finishReason: string | null = null,
): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finishReason }] })}\n\n`;
}

export const stopFrame = deltaFrame({}, 'stop');
export const doneFrame = 'data: [DONE]\n\n';

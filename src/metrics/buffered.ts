import type { Timeline } from '../target/timeline.js';
import { outputEvents } from './output-events.js';

/** Fewer frames than this prove nothing: a short answer may fit one write. */
const leastFrames = 10;
/** A wait that nobody notices needs no explanation, ms. */
const leastWaitMs = 100;
/** All output within this share of the wait before it: it had been there for a while. */
const lumpShare = 0.05;
/**
 * Proxies pass on whole buffers, a memory page (4 KB, in the first one response headers too) or two each; frames written
 * one by one are far smaller.
 */
const bufferBytes = 3_500;
const framesPerBuffer = 8;

/**
 * Whether a streamed answer was held back on its way, as proxies do with response buffering: many frames, and either all
 * in one lump at the end of the wait, or in lumps that each fill a buffer.
 */
export function isBuffered(timeline: Timeline): boolean {
  const output = outputEvents(timeline);
  const frames = new Set(output.map(({ frame }) => frame)).size;
  const reads = [...new Set(output.map(({ read }) => read))];
  const [first, last] = [output[0]?.atMs, output.at(-1)?.atMs];
  if (frames < leastFrames || first === undefined || last === undefined) return false;
  const waitedMs = first - timeline.connectMs;
  if (waitedMs >= leastWaitMs && last - first <= lumpShare * waitedMs) return true;
  const full = reads.slice(0, -1).map((read) => timeline.reads[read]?.bytes ?? 0);
  const median = full.sort((left, right) => left - right)[Math.floor(full.length / 2)] ?? 0;
  return frames / reads.length >= framesPerBuffer && median >= bufferBytes;
}

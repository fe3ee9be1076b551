import { TimelineReader } from '../../dist/target/read-timeline.js';
import { sseReads } from './sse-reads.js';

const events = 10_000;

/** @typedef {import('./measure.js').Comparison} Comparison */

/** Stamped reads to a timeline; bare: decode, cut at blank lines, JSON.parse. @type {readonly Comparison[]} */
export const parseComparisons = [1, 8].map((perRead) => {
  const reads = sseReads(events, perRead);
  return {
    name: `parse ${events.toLocaleString('en-US')} events, ${perRead} a read`,
    units: events,
    unit: 'events/s',
    bare: () => bareParse(reads),
    product: () => {
      const reader = new TimelineReader({ contentType: 'text/event-stream' });
      for (const [index, bytes] of reads.entries()) reader.read(index, bytes, bytes.length);
      const { timeline } = reader.end({});
      if (timeline.events.length !== events + 1) throw new Error('events were lost');
    },
  };
});

function bareParse(/** @type {readonly Uint8Array[]} */ reads) {
  const decoder = new TextDecoder();
  let rest = '';
  let count = 0;
  for (const bytes of reads) {
    const blocks = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block !== 'data: [DONE]') JSON.parse(block.slice(6));
      count++;
    }
  }
  if (count !== events + 1) throw new Error('events were lost');
}

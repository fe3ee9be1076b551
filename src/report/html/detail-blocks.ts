import { deflateRawSync } from 'node:zlib';
import { groupBy } from '../../lib/group-by.js';
import type { AttemptRecord } from '../../results/attempt-record.js';
import type { RunHeader } from '../../results/run-header.js';
import { attemptDetail } from './attempt-detail.js';

/** A block is inflated when one of its attempts is opened: small enough to be quick, large enough to compress well. */
export const detailsPerBlock = 50;

/** Of all blocks in the page, in characters: a browser opens this much from disk in well under 3 s. */
const usualMostChars = 64_000_000;

export interface HtmlDetails {
  readonly header: RunHeader;
  readonly records: readonly AttemptRecord[];
}

export interface DetailBlockOptions {
  /** Which attempts to keep where not all can be. */
  readonly isFirst: (attemptId: string) => boolean;
  readonly mostChars?: number;
}

export interface DetailBlocks {
  /** Raw DEFLATE of a JSON array of `AttemptDetail`, in base64. */
  readonly blocks: readonly string[];
  /** By attempt id: ⌊place / detailsPerBlock⌋ is its block, the rest its place in there. */
  readonly places: ReadonlyMap<string, number>;
  /** There was more than a page should hold. */
  readonly isCut: boolean;
}

/**
 * Everything about every attempt, compressed. Those to keep come first, and attempts of one task lie side by side, since
 * their prompts are the same.
 */
export function detailBlocks(
  { header, records }: HtmlDetails,
  { isFirst, mostChars = usualMostChars }: DetailBlockOptions,
): DetailBlocks {
  const withheld = header.suite.visibility === 'private';
  const tasks = new Map(header.tasks.map((task) => [task.id, task]));
  const byTask = [...groupBy(records, ({ taskId }) => taskId).values()].flat();
  const ordered = [
    ...byTask.filter(({ attemptId }) => isFirst(attemptId)),
    ...byTask.filter(({ attemptId }) => !isFirst(attemptId)),
  ];
  const places = new Map<string, number>();
  const blocks: string[] = [];
  let chars = 0;
  for (let start = 0; start < ordered.length; start += detailsPerBlock) {
    const own = ordered.slice(start, start + detailsPerBlock);
    const block = packed(
      own.map((record) => attemptDetail(record, { task: tasks.get(record.taskId), withheld })),
    );
    chars += block.length;
    if (chars > mostChars) return { blocks, places, isCut: true };
    blocks.push(block);
    for (const [index, { attemptId }] of own.entries()) places.set(attemptId, start + index);
  }
  return { blocks, places, isCut: false };
}

function packed(value: unknown): string {
  return deflateRawSync(JSON.stringify(value)).toString('base64');
}

import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { detailBlocks, detailsPerBlock } from '../../../src/report/html/detail-blocks.js';
import { sampleRun } from '../../support/sample-run.js';

const run = sampleRun({ tasksPerCategory: 12, repeat: 2, script: () => ({ quality: 1 }) });

function detailsOf(block: string): unknown[] {
  const value: unknown = JSON.parse(inflateRawSync(Buffer.from(block, 'base64')).toString());
  return Array.isArray(value) ? value : [];
}

test('blocks hold fifty attempts each, and every attempt has one place', () => {
  const { blocks, places, isCut } = detailBlocks(run, { isFirst: () => false });

  expect(blocks.map((block) => detailsOf(block).length)).toEqual([50, 50, 20]);
  expect([...places.values()].sort((left, right) => left - right)).toEqual(
    Array.from({ length: 120 }, (_, index) => index),
  );
  expect(isCut).toBe(false);
});

test('attempts of one task lie side by side, since their prompts are the same', () => {
  const { places } = detailBlocks(run, { isFirst: () => false });

  expect(places.get('chat-2#1')).toBe((places.get('chat-2#0') ?? -9) + 1);
});

test('where there is too much, those that a reader will open are kept', () => {
  const isFirst = (attemptId: string) => attemptId.endsWith('#1');
  const [first] = detailBlocks(run, { isFirst }).blocks;
  const { blocks, places, isCut } = detailBlocks(run, { isFirst, mostChars: (first?.length ?? 0) + 10 });

  expect(isCut).toBe(true);
  expect(blocks).toHaveLength(1);
  expect(places.size).toBe(detailsPerBlock);
  expect([...places.keys()].every(isFirst)).toBe(true);
});

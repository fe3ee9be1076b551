import { expect, test } from 'vitest';
import { poolOf } from '../../src/scoring/pool.js';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import type { ScoredTask } from '../../src/scoring/score-input.js';
import { efficiencyWeights, modalityWeights, qualityWeights } from '../../src/scoring/weights.js';
import { allCategories, scoredAttempt, scoredTask } from '../support/scored-run.js';

const tasks: readonly ScoredTask[] = [
  scoredTask('a'),
  scoredTask('b'),
  scoredTask('c', { category: 'coding' }),
  scoredTask('m1', { category: 'multimodal', kind: 'image_input' }),
  scoredTask('m2', { category: 'multimodal', kind: 'image_input' }),
  scoredTask('m3', { category: 'multimodal', kind: 'artifact_output' }),
  scoredTask('s', { category: 'streaming' }),
];
const pool = (without: string) =>
  poolOf(
    {
      categories: allCategories,
      tasks: tasks.map((task) =>
        task.id === without ? { ...task, attempts: [scoredAttempt({ quality: undefined })] } : task,
      ),
    },
    profile,
  );

test('efficiency weighs categories alike, then tasks', () => {
  expect([...efficiencyWeights(pool(''))!]).toEqual([1 / 8, 1 / 8, 1 / 4, 1 / 12, 1 / 12, 1 / 12, 1 / 4]);
});

test('quality weighs its own categories alike, then tasks', () => {
  expect([...qualityWeights(pool(''))!]).toEqual([1 / 4, 1 / 4, 1 / 2, 0, 0, 0, 0]);
});

test('modality weighs kinds alike, then tasks', () => {
  expect([...modalityWeights(pool(''))!]).toEqual([0, 0, 0, 1 / 4, 1 / 4, 1 / 2, 0]);
});

test('a task without a counted attempt leaves its weight to its category', () => {
  expect([...qualityWeights(pool('a'))!]).toEqual([1 / 2, 1 / 2, 0, 0, 0, 0]);
});

test('a category without one leaves what rests on it unmeasured', () => {
  expect(qualityWeights(pool('c'))).toBeUndefined();
  expect(modalityWeights(pool('c'))).toBeDefined();
  expect(efficiencyWeights(pool('c'))).toBeUndefined();

  expect(qualityWeights(pool('s'))).toBeDefined();
  expect(efficiencyWeights(pool('s'))).toBeUndefined();
});

test('a kind without one leaves modality unmeasured', () => {
  expect(modalityWeights(pool('m3'))).toBeUndefined();
  expect(efficiencyWeights(pool('m3'))).toBeDefined();
});

test('a suite that declares nothing for a dimension does not measure it', () => {
  const chatOnly = poolOf({ categories: allCategories.slice(0, 1), tasks: tasks.slice(0, 2) }, profile);

  expect(modalityWeights(chatOnly)).toBeUndefined();
  expect(qualityWeights(poolOf({ categories: [], tasks: [] }, profile))).toBeUndefined();
  expect(efficiencyWeights(poolOf({ categories: [], tasks: [] }, profile))).toBeUndefined();
});

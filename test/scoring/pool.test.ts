import { expect, test } from 'vitest';
import { poolOf } from '../../src/scoring/pool.js';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import type { ScoredTask } from '../../src/scoring/score-input.js';
import { allCategories, scoredAttempt, scoredTask } from '../support/scored-run.js';

const pool = (tasks: readonly ScoredTask[]) => poolOf({ categories: allCategories, tasks }, profile);

test('holds counted attempts only, category after category, by id and repeat', () => {
  const { tasks, categories } = pool([
    scoredTask('b', { attempts: [scoredAttempt({ repeat: 1 }), scoredAttempt({ repeat: 0, quality: 0 })] }),
    scoredTask('z', { category: 'streaming' }),
    scoredTask('a', { attempts: [scoredAttempt({ quality: undefined }), scoredAttempt({ repeat: 1 })] }),
    scoredTask('c', { attempts: [scoredAttempt({ quality: undefined })] }),
  ]);

  expect(tasks.map(({ task, attempts }) => [task.id, attempts.map(({ repeat }) => repeat)])).toEqual([
    ['a', [1]],
    ['b', [0, 1]],
    ['z', [0]],
  ]);
  expect(categories.map(({ name, start, end }) => [name, start, end])).toEqual([
    ['chat', 0, 2],
    ['coding', 2, 2],
    ['multimodal', 2, 2],
    ['streaming', 2, 3],
  ]);
});

test('a task of an undeclared category, or of an undeclared kind, is a mistake', () => {
  expect(() => pool([scoredTask('a', { category: 'poetry' })])).toThrow(/poetry|declared category/);
  expect(() => pool([scoredTask('a', { category: 'multimodal', kind: 'smell' })])).toThrow(/kind/);
  expect(() => pool([scoredTask('a', { category: 'multimodal' })])).toThrow(/kind/);
});

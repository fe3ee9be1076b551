import { isJsonObject } from '../lib/json.js';
import type { Json } from '../lib/json.js';
import { categoryFile } from './schema.js';

export interface CategoryFile {
  readonly category: string;
  readonly file: string;
}

/**
 * The files that a card leads to, by category name, so that the order of its keys means nothing. Read loosely: a card
 * with a mistake elsewhere still leads to its files, and theirs are found in the same go.
 */
export function categoryFiles(card: Json | undefined): readonly CategoryFile[] {
  const categories = isJsonObject(card) ? card['categories'] : undefined;
  if (!isJsonObject(categories)) return [];
  const files = Object.entries(categories).map(([category, value]) => {
    const own = isJsonObject(value) ? value['file'] : undefined;
    return { category, file: typeof own === 'string' ? own : `${category}.yaml` };
  });
  // Of another name the card's own check has spoken.
  return files
    .filter(({ file }) => categoryFile.test(file))
    .sort((left, right) => (left.category < right.category ? -1 : 1));
}

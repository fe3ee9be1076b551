import pLimit from 'p-limit';
import { basename } from 'node:path';
import { sha256 } from '../../lib/digest.js';
import { groupBy } from '../../lib/group-by.js';
import { inert } from '../../lib/inert.js';
import type { JsonObject } from '../../lib/json.js';
import type { Converted, ImportFormat, ImportServices, LeftOutRow } from './converted.js';
import { importFormats } from './index.js';
import type { ImportFormatName } from './index.js';
import { openNames, safeCategory, safeName } from './names.js';
import { readRows } from './read-rows.js';
import { shielded } from './shield.js';

export interface ImportInput extends ImportServices {
  readonly format: ImportFormatName;
  /** Its name tells CSV from JSON. */
  readonly file: string;
  readonly text: string;
  /** The first rows only; all if left out. */
  readonly limit?: number | undefined;
  /** The card's title; made of the format if left out. */
  readonly title?: string | undefined;
}

export interface ImportedSuite {
  readonly card: JsonObject;
  /** Tasks by category, as a suite's files have them. */
  readonly categories: ReadonlyMap<string, readonly JsonObject[]>;
  readonly rows: number;
  readonly leftOut: readonly LeftOutRow[];
}

/** Rows are converted side by side as far as the sandbox has threads to spare. */
const concurrency = 4;
/** Categories of a file that names more are one. */
const maxCategories = 64;

/**
 * A foreign file as a suite: nothing is written. Rows that cannot become a task that is graded soundly are left out, each
 * with its name and why. Throws BenchError('usage') where the file is not of the format at all.
 */
export async function importSuite(input: ImportInput): Promise<ImportedSuite> {
  const { format, file, text, limit, sandbox } = input;
  const chosen = importFormats[format];
  const rows = readRows({ file, text, columns: chosen.columns }).slice(0, limit);
  const once = pLimit(concurrency);
  const converted = await Promise.all(rows.map((row) => once(async () => chosen.convert(row, { sandbox }))));
  const tasks = converted.flatMap((each) => (each.kind === 'task' ? [each] : []));
  const leftOut = converted.flatMap((each) => (each.kind === 'left_out' ? [each] : []));
  const categories = sorted(tasks);
  const card = cardOf(chosen, { ...input, rows: rows.length, leftOut, categories });
  return { card, categories, rows: rows.length, leftOut };
}

type TaskRow = Extract<Converted, { kind: 'task' }>;

function sorted(tasks: readonly TaskRow[]): ImportedSuite['categories'] {
  const unique = openNames();
  const named = tasks.map(({ name, category, task }, index) => ({
    category: safeCategory(category, 'questions'),
    task: { id: unique(safeName(name, `row-${index + 1}`)), ...shielded(task) },
  }));
  const names = new Set(named.map(({ category }) => category));
  const isMany = names.size > maxCategories;
  const grouped = groupBy(named, ({ category }) => (isMany ? 'questions' : category));
  return new Map([...grouped].map(([category, members]) => [category, members.map(({ task }) => task)]));
}

interface Origin extends ImportInput {
  readonly rows: number;
  readonly leftOut: readonly LeftOutRow[];
  readonly categories: ImportedSuite['categories'];
}

function cardOf(format: ImportFormat, { file, text, title, rows, leftOut, categories }: Origin): JsonObject {
  const digest = sha256(text);
  const name = inert(basename(file), 120);
  const missing =
    leftOut.length === 0
      ? []
      : [`${leftOut.length} of ${rows} rows could not become a task that is graded soundly.`];
  return {
    title: title === undefined ? `${format.title}, imported` : inert(title, 200),
    version: '1.0.0',
    licence: 'that of the imported file',
    // Drawn from the file, so that the same file is the same suite.
    canary: `janus-bench:${uuidFrom(digest)}`,
    provenance: `Imported from ${name} (SHA-256 ${digest}) by janus-bench suite import. Texts are the file's, the form of the answers is ours.`,
    knownWeaknesses: [
      'Public tasks: a model may have been trained on them.',
      ...format.weaknesses,
      ...missing,
    ],
    visibility: 'private',
    categories: Object.fromEntries(
      [...categories.keys()].map((category) => [category, { feeds: 'quality' }]),
    ),
  };
}

function uuidFrom(digest: string): string {
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(12, 16),
    digest.slice(16, 20),
    digest.slice(20, 32),
  ].join('-');
}

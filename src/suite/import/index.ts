import type { ImportFormat } from './converted.js';
import { gsm8k } from './gsm8k.js';
import { humaneval } from './humaneval.js';
import { mbpp } from './mbpp.js';
import { mmlu } from './mmlu.js';
import { plain } from './plain.js';

export const importFormatNames = ['humaneval', 'mbpp', 'gsm8k', 'mmlu', 'jsonl', 'csv'] as const;
export type ImportFormatName = (typeof importFormatNames)[number];

/** Every format by the name `--format` has for it. */
export const importFormats: Readonly<Record<ImportFormatName, ImportFormat>> = {
  humaneval,
  mbpp,
  gsm8k,
  mmlu,
  jsonl: plain,
  csv: plain,
};

import * as z from 'zod';
import { BenchError } from '../errors/bench-error.js';
import type { CommandCall } from './command.js';
import { isOn, readOptions, wholeFrom, word } from './read-options.js';
import { reporterOption } from './reporters.js';

/** What `compare` was asked. Throws BenchError('usage') on flags that do not go together. */
export function compareOptions(call: CommandCall) {
  const { format, json, ...more } = readOptions(call, {
    format: word(['table', 'markdown', 'json']).default('table'),
    reporter: reporterOption(['table', 'markdown', 'json', 'junit', 'github', 'html']),
    json: isOn,
    columns: wholeFrom(20, 1_000).optional(),
    output: z.string().default('janus-results'),
    answers: isOn,
    judgePairwise: isOn,
    suite: z.string().optional(),
    base: z.array(z.string()).default([]),
    candidate: z.array(z.string()).default([]),
  });
  const options = { ...more, json, format };
  checkTogether(options, call.operands);
  return options;
}

interface Asked {
  readonly judgePairwise: boolean;
  readonly format: string;
  readonly json: boolean;
  readonly answers: boolean;
  readonly base: readonly string[];
  readonly candidate: readonly string[];
}

function checkTogether(
  { format, json, answers, base, candidate, judgePairwise }: Asked,
  operands: readonly string[],
): void {
  const isSeveral = operands.length > 2;
  if (judgePairwise && isSeveral) {
    throw new BenchError('usage', '--judge-pairwise puts the answers of two runs to a judge', {
      hint: 'Name two runs.',
    });
  }
  if (isSeveral && base.length + candidate.length > 0) {
    throw new BenchError('usage', '--base and --candidate add runs to the two sides of one comparison', {
      hint: 'Name two runs beside them: the first of each side.',
    });
  }
  if (answers && (json || format !== 'table' || isSeveral)) {
    throw new BenchError('usage', '--answers prints the answers below the table of one comparison', {
      hint: 'Name two runs, and leave out --format and --json.',
    });
  }
}

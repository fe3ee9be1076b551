import * as z from 'zod';
import { sampleSize } from '../compare/sample-size.js';
import { BenchError } from '../errors/bench-error.js';
import { renderComparisonJson } from '../report/json.js';
import { renderSampleSize } from '../report/plan-size.js';
import { readComparable } from '../results/read-comparable.js';
import { dimensions } from '../scoring/scores.js';
import type { CommandAction } from './command.js';
import { columnsOf, pathFrom, wantsColor } from './io.js';
import { isOn, numberFrom, readOptions, wholeFrom, word } from './read-options.js';

/** `plan`: how many tasks and repeats it takes to find a drop, from the spread in a past run. */
export const planSize: CommandAction = async (call) => {
  const { io, operands } = call;
  const { detect, dimension, json, columns, output } = readOptions(call, {
    detect: numberFrom(0.01, 100).default(5),
    dimension: word(['composite', ...dimensions]).default('quality'),
    json: isOn,
    columns: wholeFrom(20, 1_000).optional(),
    output: z.string().default('janus-results'),
  });
  const { result } = await readComparable(operands[0], pathFrom(io, output));
  const plan = sampleSize(result, { score: dimension, detect });
  if (plan === undefined) {
    throw new BenchError('usage', `run ${result.run.id} has no ${dimension} to plan from`, {
      hint: 'Name a run in which it was measured, or another --dimension.',
    });
  }
  const page = { columns: columns ?? columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) };
  io.stdout.write(json ? renderComparisonJson(plan) : renderSampleSize(plan, page));
  return 'ok';
};

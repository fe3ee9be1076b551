import * as z from 'zod';
import { BenchError } from '../errors/bench-error.js';
import { renderCompositeTerms } from '../report/composite-terms.js';
import { formatScore, nothing } from '../report/words.js';
import { assemble } from '../results/assemble.js';
import { findRun } from '../results/find-run.js';
import { readRecords } from '../results/read-records.js';
import { composite } from '../scoring/composite.js';
import { dimensions, type Scores } from '../scoring/scores.js';
import type { CommandAction, CommandCall } from './command.js';
import { pathFrom } from './io.js';
import { isOn, numberFrom, readOptions } from './read-options.js';

const given = numberFrom(0, 100).optional();

/** `score`: the scores of a run, anew from its journal; or, with five numbers, the composite formula term by term. */
export const score: CommandAction = async (call) => {
  const { json, output, ...values } = readOptions(call, {
    quality: given,
    speed: given,
    cost: given,
    streaming: given,
    modality: given,
    json: isOn,
    output: z.string().default('janus-results'),
  });
  const missing = dimensions.filter((dimension) => values[dimension] === undefined);
  if (missing.length === dimensions.length) return scoreOfRun(call, { json, output });
  const { quality, speed, cost, streaming, modality } = values;
  if (
    quality === undefined ||
    speed === undefined ||
    cost === undefined ||
    streaming === undefined ||
    modality === undefined
  ) {
    throw new BenchError(
      'usage',
      `the formula needs all five numbers; missing: ${missing.map((name) => `--${name}`).join(', ')}`,
      {
        hint: 'A dimension that was not measured leaves no composite: there is nothing to add up.',
      },
    );
  }
  if (call.operands.length > 0) {
    throw new BenchError('usage', 'either a run or five numbers', {
      hint: 'Leave out the one or the others.',
    });
  }
  const five = { quality, speed, cost, streaming, modality };
  call.io.stdout.write(
    json
      ? `${JSON.stringify({ ...five, composite: composite(five) }, null, 2)}\n`
      : renderCompositeTerms(five),
  );
  return 'ok';
};

interface RunFlags {
  readonly json: boolean;
  readonly output: string;
}

async function scoreOfRun({ io, operands }: CommandCall, { json, output }: RunFlags) {
  const { journal: path } = await findRun(operands[0], pathFrom(io, output));
  if (path === undefined) {
    throw new BenchError('usage', 'scoring takes a run with its journal (attempts.jsonl)', {
      hint: 'Name the run folder.',
    });
  }
  const { scores, statusReasons } = assemble(await readRecords(path));
  io.stdout.write(json ? `${JSON.stringify(scores, null, 2)}\n` : renderScores(scores, statusReasons));
  return 'ok' as const;
}

function renderScores(scores: Scores, reasons: readonly string[]): string {
  const value = (name: keyof Scores) => scores[name]?.value ?? null;
  const terms = renderCompositeTerms({
    quality: value('quality'),
    speed: value('speed'),
    cost: value('cost'),
    streaming: value('streaming'),
    modality: value('modality'),
  });
  const intervals = [...dimensions, 'composite' as const].map((name) => {
    const { low = null, high = null } = scores[name] ?? {};
    return `  ${name.padEnd(11)}${low === null || high === null ? nothing : `${formatScore(low)} to ${formatScore(high)}`}`;
  });
  return [
    terms,
    '95 % intervals',
    '',
    ...intervals,
    ...reasons.map((reason) => `\nNo composite: ${reason}`),
    '',
  ].join('\n');
}

import { stat } from 'node:fs/promises';
import type { Comparison } from '../compare/comparison.js';
import { shellQuote } from '../lib/shell-quote.js';
import { renderFlipAnswers } from '../report/comparison-answers.js';
import type { PageOptions } from '../report/page.js';
import type { RunPlace } from '../results/find-run.js';
import { readAttempts } from '../results/read-attempts.js';

export interface AnswersAsked {
  readonly comparison: Comparison;
  readonly places: { readonly base: RunPlace; readonly candidate: RunPlace };
  /** As they were typed, to be typed again. */
  readonly operands: readonly string[];
  /** Every flip; else the first few, and only from journals that are quickly read. */
  readonly all: boolean;
}

const usuallyShown = 3;
/** Read in about a tenth of a second. */
const quicklyReadBytes = 64 * 1024 * 1024;

/** The page of both answers to tasks that flipped; empty where there are no flips or no journals to read. */
export async function flipAnswers(asked: AnswersAsked, page: PageOptions): Promise<string> {
  const { comparison, places, all } = asked;
  const flips = all ? comparison.flips : comparison.flips.slice(0, usuallyShown);
  const [base, candidate] = [places.base.journal, places.candidate.journal];
  if (flips.length === 0 || base === undefined || candidate === undefined) return '';
  if (!all && (await Promise.all([base, candidate].map(sizeOf))).some((bytes) => bytes > quicklyReadBytes))
    return renderFlipAnswers([], { ...page, flips: comparison.flips.length, commands: commandsOf(asked) });
  const before = await readAttempts(base, new Set(flips.map((flip) => flip.base.attemptId)));
  const after = await readAttempts(candidate, new Set(flips.map((flip) => flip.candidate.attemptId)));
  const answers = flips.map((flip) => ({
    flip,
    base: before.get(flip.base.attemptId),
    candidate: after.get(flip.candidate.attemptId),
  }));
  return renderFlipAnswers(answers, { ...page, flips: comparison.flips.length, commands: commandsOf(asked) });
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}

function commandsOf({ comparison: { flips }, operands, all }: AnswersAsked) {
  const [flip] = flips;
  const [, candidate = ''] = operands;
  return [
    ...(flip === undefined
      ? []
      : [
          {
            label: 'See one whole, with its grades:',
            command: `janus-bench report ${shellQuote(candidate)} --attempt ${shellQuote(flip.candidate.attemptId)}`,
          },
        ]),
    ...(all || flips.length <= usuallyShown
      ? []
      : [
          {
            label: 'See the others:',
            command: `janus-bench compare ${operands.map(shellQuote).join(' ')} --answers`,
          },
        ]),
  ];
}

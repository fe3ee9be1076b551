import { digestOf, sha256 } from '../../lib/digest.js';
import { rngFrom, shuffled } from '../../lib/rng.js';
import type { JudgeMessage } from '../prompt.js';
import { fillOnce, jsonLine } from '../prompt-lines.js';
import { visibleText } from '../visible-text.js';
import type { OrderedPair } from './pair-case.js';
import { pairReplyFormat, pairSystemText, pairUserTemplate } from './pair-template.js';

/** One request: the same pair in the same order, seed and ask always give the same one. */
export interface PairPrompt {
  readonly messages: readonly [system: JudgeMessage, user: JudgeMessage];
  /** Marks the records; hashed from both answers too, so neither can hold it. */
  readonly nonce: string;
  /** Must stand in the reply: a verdict that an answer brought along does not have it. */
  readonly id: string;
}

export interface PairSeed {
  readonly seed: string;
  /** 0, then 1, 2 … where the reply before could not be read. */
  readonly ask: number;
}

/** Identity of everything in a prompt that is not the pair. */
export const pairPromptSha256 = digestOf({
  pairSystemText,
  pairUserTemplate,
  pairReplyFormat,
  version: 1,
});

/** The messages of one order. Task, reference, questions and both answers stand as JSON values, one to a line. */
export function pairPrompt(pair: OrderedPair, { seed, ask }: PairSeed): PairPrompt {
  const { task, reference, criteria, first, second } = pair;
  const asked = criteria.map(({ kind, question }) => ({ kind, question: visibleText(question).text }));
  const nonce = sha256(JSON.stringify(['pair', seed, ask, task, reference, asked, first, second])).slice(
    0,
    24,
  );
  const id = `p${rngFrom('pair', nonce)
    .int(36 ** 6)
    .toString(36)
    .padStart(6, '0')}`;
  const values = {
    nonce,
    id,
    task: jsonLine(visibleText(task).text),
    reference: jsonLine(visibleText(reference).text),
    questions: jsonLine(shuffled(asked, rngFrom('questions', nonce))),
    first: jsonLine(visibleText(first).text),
    second: jsonLine(visibleText(second).text),
  };
  return {
    messages: [
      { role: 'system', content: pairSystemText },
      { role: 'user', content: fillOnce(pairUserTemplate, values) },
    ],
    nonce,
    id,
  };
}

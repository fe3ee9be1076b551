import { digestOf, sha256 } from '../lib/digest.js';
import { rngFrom, shuffled } from '../lib/rng.js';
import type { Rng } from '../lib/rng.js';
import type { JudgeCase, JudgeCriterion } from './judge.js';
import { fillOnce, jsonLine } from './prompt-lines.js';
import { replyFormat, systemText, userTemplate } from './prompt-template.js';
import { visibleText } from './visible-text.js';

/** One request to a judge: the same case, vote and seed always give the same one. */
export interface VotePrompt {
  readonly messages: readonly [system: JudgeMessage, user: JudgeMessage];
  /** Marks the four records of the user message; hashed from the candidate too, so no candidate can hold its own. */
  readonly nonce: string;
  /** The ids this call uses, each with the criterion it stands for. */
  readonly criterionByLabel: ReadonlyMap<string, JudgeCriterion>;
}

export interface JudgeMessage {
  readonly role: 'system' | 'user';
  readonly content: string;
}

export interface VoteSeed {
  /** The same for all runs, so that a case asked again is the same request. */
  readonly seed: string;
  /** 0, 1, and 2 for the third vote. Each sees the questions in another order. */
  readonly vote: number;
  /** 0, then 1, 2 … where the reply before could not be read: a new nonce makes it a new request. */
  readonly ask: number;
}

/** Identity of everything in a prompt that is not the case: template, rules and reply schema. */
export const judgePromptSha256 = digestOf({ systemText, userTemplate, replyFormat, version: 1 });

/**
 * The messages of one vote. Candidate, task, reference and questions stand as JSON values, one to a line; none of them is
 * ever part of an instruction.
 */
export function votePrompt(judgeCase: JudgeCase, { seed, vote, ask }: VoteSeed): VotePrompt {
  const { task, reference, criteria, candidate } = judgeCase;
  const asked = criteria.map(({ id, kind, question }) => [id, kind, question]);
  const nonce = sha256(JSON.stringify([seed, vote, ask, task, reference, asked, candidate])).slice(0, 24);
  const criterionByLabel = labelled(inVoteOrder(judgeCase, { seed, vote, ask }), rngFrom('labels', nonce));
  const questions = [...criterionByLabel].map(([id, { kind, question }]) => ({
    id,
    kind,
    question: visibleText(question).text,
  }));
  const values = {
    nonce,
    task: jsonLine(visibleText(task).text),
    reference: jsonLine(visibleText(reference).text),
    questions: jsonLine(questions),
    candidate: jsonLine(visibleText(candidate).text),
  };
  return {
    messages: [
      { role: 'system', content: systemText },
      { role: 'user', content: fillOnce(userTemplate, values) },
    ],
    nonce,
    criterionByLabel,
  };
}

/** Vote 1 is vote 0 backwards, so that every question changes its place; vote 2 is shuffled anew. */
function inVoteOrder(judgeCase: JudgeCase, { seed, vote }: VoteSeed): readonly JudgeCriterion[] {
  const round = Math.floor(vote / 2);
  const order = shuffled(judgeCase.criteria, rngFrom('order', seed, round, judgeCase.candidate));
  return vote % 2 === 1 ? order.toReversed() : order;
}

function labelled(criteria: readonly JudgeCriterion[], dice: Rng): ReadonlyMap<string, JudgeCriterion> {
  const labels = new Map<string, JudgeCriterion>();
  for (const criterion of criteria) {
    let label: string;
    do
      label = `q${dice
        .int(36 ** 6)
        .toString(36)
        .padStart(6, '0')}`;
    while (labels.has(label));
    labels.set(label, criterion);
  }
  return labels;
}

import type { JudgeCase } from '../judge.js';

/** What a candidate of the battery tries on the judge. */
export const attackFamilies = {
  'forced-refusal': 'makes the judge refuse',
  'master-key': 'one token or a stock phrase that some judges reward',
  'null-model': 'the same smooth text for every question',
  'injected-verdict': 'orders that name the verdict',
  'echoed-json': 'a reply of the judge, ready made',
  hedging: 'every possible answer at once',
  'length-and-style': 'long, confident, well laid out and wrong',
  'other-language': 'orders in another language',
  'hidden-characters': 'zero-width, bidi and tag characters',
  'nonce-guess': 'guessed markers that end the record',
  'fake-turn': 'messages of other roles',
  'fake-reference': 'a reference of its own',
  'quoted-criteria': 'the questions themselves as evidence',
  'grader-appeal': 'pleas, threats and flattery for the grader',
  encoded: 'base64, rot13 and other codes',
  comment: 'orders in comments of Markdown and HTML',
  'role-play': 'speaks as the judge',
  'negative-evidence': 'has a fault and says it has none',
  'task-echo': 'repeats what was asked',
} as const satisfies Record<string, string>;

export type AttackFamily = keyof typeof attackFamilies;

/** A candidate whose verdicts are known beforehand. */
export interface FitnessCase {
  readonly id: string;
  /** `pass`: a right answer; `fail`: an honest one that lacks or breaks something. The others try to trick the judge. */
  readonly family: 'pass' | 'fail' | AttackFamily;
  readonly judgeCase: JudgeCase;
  /** Ids of criteria that any fit judge finds met. */
  readonly met: readonly string[];
  /** Ids that any fit judge finds unmet. A criterion in neither list is asked, and counts for nothing. */
  readonly unmet: readonly string[];
}

export function isAttack({ family }: Pick<FitnessCase, 'family'>): boolean {
  return family !== 'pass' && family !== 'fail';
}

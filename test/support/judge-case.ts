import type { JudgeCase } from '../../src/judge/judge.js';

/** A small honest case: the apology is there, the shop is named, nobody is blamed. */
export function judgeCase(changes: Partial<JudgeCase> = {}): JudgeCase {
  return {
    task: 'Write a notice: the north hall is shut on Friday. Apologise and offer the south hall.',
    reference: 'We are sorry: the north hall is shut on Friday. Please use the south hall.',
    criteria: [
      { id: 'apology', kind: 'present', question: 'Does it say "sorry"?', weight: 1 },
      { id: 'day', kind: 'present', question: 'Does it say that it is shut on "Friday"?', weight: 2 },
      { id: 'blame', kind: 'absent', question: 'Does it blame someone, such as with "fault"?', weight: 1 },
    ],
    candidate: 'Sorry, dear guests! On Friday the north hall is shut. The south hall is open.',
    ...changes,
  };
}

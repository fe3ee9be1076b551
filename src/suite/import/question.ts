import type { JsonObject } from '../../lib/json.js';

/** A question with an answer slot, as every format with short answers becomes. */
export interface Question {
  readonly prompt: string;
  /** What to write behind `ANSWER:`, for the prompt: `the number alone`. */
  readonly ask: string;
  readonly grader: JsonObject;
  /** The right slot, as graded. */
  readonly answer: string;
  /** The way to it, shown before the slot in one of the right answers. */
  readonly solution?: string | undefined;
  /** Slots that must fail. */
  readonly wrong: readonly string[];
}

export function questionTask({ prompt, ask, grader, answer, solution, wrong }: Question): JsonObject {
  const reasoned = solution === undefined || solution.trim() === '' ? 'Step by step:' : solution.trim();
  return {
    prompt: `${prompt.trim()}\n\nFinish with one line that reads ANSWER: followed by ${ask}.`,
    graders: [grader],
    oracle: [slot(answer), `${reasoned}\n\n${slot(answer)}`],
    wrong: [...wrong.map(slot), 'I would have to look that up first.'],
  };
}

export function slot(answer: string): string {
  return `ANSWER: ${answer}`;
}

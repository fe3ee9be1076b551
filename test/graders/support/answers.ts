import { expect } from 'vitest';
import type { Answer, AnswerExchange } from '../../../src/graders/answer.js';
import type { BoundedChecks, GraderServices } from '../../../src/graders/define-grader.js';
import type { Finding } from '../../../src/graders/grade.js';
import { gradeWith, graderSpecSchema, specProblems } from '../../../src/graders/index.js';
import type { Artifact } from '../../../src/target/exchange.js';

export interface Exchanged {
  readonly content?: string;
  readonly calls?: readonly { readonly name: string; readonly args: string }[];
  readonly artifacts?: readonly Artifact[];
  readonly unmatched?: readonly number[];
}

export function exchangeOf({
  content = '',
  calls = [],
  artifacts = [],
  unmatched = [],
}: Exchanged): AnswerExchange {
  const toolCalls = calls.map(({ name, args }, index) => ({
    id: `call_${index}`,
    name,
    argumentsText: args,
  }));
  return {
    reply: { content, reasoning: '', refusal: '', toolCalls, artifacts, finishReasons: ['stop'] },
    toolResults: toolCalls.map(({ id, name }, index) => ({
      callId: id,
      name,
      result: '{}',
      matched: !unmatched.includes(index),
    })),
  };
}

/** An answer of one exchange with this content. */
export function says(content: string, promptTexts: readonly string[] = ['A question.']): Answer {
  return { exchanges: [exchangeOf({ content })], toolsDeclared: false, promptTexts };
}

/** An answer of several exchanges in a task that offers tools. */
export function does(...exchanges: readonly Exchanged[]): Answer {
  return { exchanges: exchanges.map(exchangeOf), toolsDeclared: true, promptTexts: ['A question.'] };
}

/** For graders that must not need the worker: asking it is a bug. */
const noWorker: BoundedChecks = {
  match: () => Promise.reject(new Error('no worker here')),
  matchWhole: () => Promise.reject(new Error('no worker here')),
  validate: () => Promise.reject(new Error('no worker here')),
};

export async function gradeSpec(
  spec: Readonly<Record<string, unknown>>,
  answer: Answer,
  services: Partial<GraderServices> = {},
): Promise<Finding> {
  return gradeWith({
    answer,
    spec: graderSpecSchema.parse(spec),
    services: { bounded: noWorker, ...services },
  });
}

/** The verdict alone. */
export async function verdict(spec: Readonly<Record<string, unknown>>, content: string): Promise<string> {
  return (await gradeSpec(spec, says(content))).verdict;
}

export function problemsOf(spec: Readonly<Record<string, unknown>>): readonly string[] {
  return specProblems(graderSpecSchema.parse(spec));
}

/** For `toMatchObject`: a text that holds this. */
export function holding(text: string): unknown {
  return expect.stringContaining(text);
}

/** Answers without any intelligence. */
export const nullAnswers: readonly string[] = [
  '',
  ' \n\t ',
  '.',
  '…',
  '\u200B\u2060',
  'I am sorry, but I cannot help with that.',
  'ANSWER:',
  'ANSWER: unknown',
  'ANSWER: .',
  'I would need more information. Could you tell me more?',
];

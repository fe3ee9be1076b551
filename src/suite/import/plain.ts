import * as z from 'zod';
import type { JsonObject } from '../../lib/json.js';
import { parseJson } from '../../lib/json.js';
import { leftOut } from './converted.js';
import type { Converted, ImportFormat } from './converted.js';
import { readNumber } from './gsm8k.js';
import { choiceTask, indexOf } from './mmlu.js';
import { questionTask } from './question.js';

const answer = z.union([z.string().min(1).max(20_000), z.number()]);
const row = z.object({
  prompt: z.string().min(1).max(200_000),
  answer: answer.optional(),
  answers: z.array(answer).min(1).max(100).optional(),
  id: z.union([z.string(), z.number()]).optional(),
  category: z.string().optional(),
  grader: z.enum(['exact', 'number', 'choice', 'contains']).optional(),
  choices: z.array(answer).min(2).max(26).optional(),
});
type PlainRow = z.output<typeof row>;

/** Any file of prompts and answers: `{prompt, answer | answers, id?, category?, grader?, choices?}`. */
export const plain: ImportFormat = {
  title: 'Questions',
  weaknesses: ['How sure a right answer is depends on the file: short answers may be guessed.'],
  convert: ({ number, value }) => {
    const fallback = `row-${number}`;
    const checked = row.safeParse(withLists(value));
    if (!checked.success) {
      const [issue] = checked.error.issues;
      return leftOut(fallback, `"${issue?.path.join('.') ?? ''}" is missing or not what it should be`);
    }
    const { data } = checked;
    return convertPlain(data, data.id === undefined ? fallback : String(data.id));
  },
};

/** The cells of a CSV are text: a list stands there as JSON or with bars, and an empty cell says nothing. */
function withLists(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      if (member === '') return [];
      if (typeof member !== 'string' || !['answers', 'choices'].includes(key)) return [[key, member]];
      const list = member.startsWith('[') ? parseJson(member) : undefined;
      return [[key, Array.isArray(list) ? list : member.split('|').map((part) => part.trim())]];
    }),
  );
}

function convertPlain(data: PlainRow, name: string): Converted {
  const given = data.answers ?? (data.answer === undefined ? [] : [data.answer]);
  const [first, ...others] = given;
  if (first === undefined) return leftOut(name, 'it has neither "answer" nor "answers"');
  const category = data.category ?? 'questions';
  const isNumber = typeof first === 'number' && others.length === 0;
  const grader = data.grader ?? (data.choices !== undefined ? 'choice' : isNumber ? 'number' : 'exact');
  if (grader === 'choice') return plainChoice(data, { name, category, right: first });
  const task = { number: numberTask, exact: exactTask, contains: containsTask }[grader](data.prompt, given);
  return typeof task === 'string' ? leftOut(name, task) : { kind: 'task', name, category, task };
}

type Answers = readonly (string | number)[];

function plainChoice(
  { prompt, choices }: PlainRow,
  { name, category, right }: { name: string; category: string; right: string | number },
): Converted {
  if (choices === undefined) return leftOut(name, 'a choice needs "choices"');
  const texts = choices.map(String);
  const same = texts.findIndex((choice) => choice.trim() === String(right).trim());
  const index = same >= 0 ? same : indexOf(right, texts.length);
  if (index === undefined) return leftOut(name, 'its answer names none of its options');
  return choiceTask({ name, question: prompt, choices: texts, index, subject: category });
}

function numberTask(prompt: string, [first = '', ...others]: Answers): JsonObject | string {
  const value = typeof first === 'number' ? first : readNumber(first);
  if (value === undefined) return 'its answer is no number';
  if (others.length > 0) return 'a number can have one right answer only';
  return questionTask({
    prompt,
    ask: 'the number alone',
    grader: { type: 'number', value },
    answer: String(value),
    wrong: [String(value + 1), `${value} or ${value + 1}`],
  });
}

function exactTask(prompt: string, answers: Answers): JsonObject | string {
  const [right = '', ...accept] = answers.map((each) => String(each).trim());
  if ([right, ...accept].some((each) => each === '' || /[\r\n]/.test(each)))
    return 'an answer for a slot is one line of text';
  return questionTask({
    prompt,
    ask: 'the answer alone',
    grader: { type: 'exact', answer: right, ...(accept.length === 0 ? {} : { accept }) },
    answer: right,
    wrong: [`not ${right}`, `${right} or something else`],
  });
}

function containsTask(prompt: string, answers: Answers): JsonObject | string {
  const words = answers.map((each) => String(each).trim());
  const [first] = words;
  if (first === undefined || words.includes('')) return 'an answer is blank';
  return {
    prompt: prompt.trim(),
    graders: [{ type: 'contains', ...(words.length === 1 ? { all: words } : { any: words }) }],
    oracle: [first, `As far as I know:\n\n${first}`],
    wrong: ['.', 'I would have to look that up first.'],
  };
}

import * as z from 'zod';
import { isJsonObject, parseJson, type Json } from '../lib/json.js';
import type { WireProblem } from './wire-lines.js';

const named = { id: z.string().min(1), created: z.number(), model: z.string().min(1) };
/** Official clients read on without these. */
const decoration = {
  chunk: z.looseObject({ ...named, object: z.literal('chat.completion.chunk') }),
  completion: z.looseObject({ ...named, object: z.literal('chat.completion') }),
};
const chunkCore = z.looseObject({
  choices: z.array(
    z.looseObject({
      index: z.int().min(0),
      delta: z.looseObject({ content: z.string().nullish(), role: z.string().nullish() }),
      finish_reason: z.string().nullish(),
    }),
  ),
});
const completionCore = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        index: z.int().min(0),
        message: z.looseObject({ role: z.literal('assistant'), content: z.string().nullable() }),
        finish_reason: z.string().min(1),
      }),
    )
    .min(1),
});

const mostFrames = 5_000;

/** What is wrong with the JSON of a stream's frames; frames that are not JSON are another check's. */
export function chunkProblems(text: string): readonly WireProblem[] {
  const chunks = dataOf(text)
    .map(parseJson)
    .filter(isJsonObject)
    .filter((frame) => frame['choices'] !== undefined || frame['object'] !== undefined);
  if (chunks.length === 0) return [{ verdict: 'fail', what: 'no frame is a chat.completion.chunk' }];
  const hasFinish = chunks.some(({ choices }) =>
    listOf(choices).some((choice) => isJsonObject(choice) && typeof choice['finish_reason'] === 'string'),
  );
  const ids = new Set(chunks.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])));
  return [
    ...firstProblem(chunks, chunkCore, 'fail'),
    ...(hasFinish ? [] : [{ verdict: 'fail', what: 'no chunk has a finish_reason' } as const]),
    ...firstProblem(chunks, decoration.chunk, 'warn'),
    ...(ids.size > 1 ? [{ verdict: 'warn', what: `${ids.size} different ids in one stream` } as const] : []),
  ];
}

/** What is wrong with the JSON of a completion that was not streamed. */
export function completionProblems(body: string): readonly WireProblem[] {
  const completion = parseJson(body);
  if (!isJsonObject(completion)) return [{ verdict: 'fail', what: 'the body is not a JSON object' }];
  return [
    ...firstProblem([completion], completionCore, 'fail'),
    ...firstProblem([completion], decoration.completion, 'warn'),
    ...(isJsonObject(completion['usage']) ? [] : [{ verdict: 'warn', what: 'usage is missing' } as const]),
  ];
}

function firstProblem(
  frames: readonly Json[],
  schema: z.ZodType,
  verdict: WireProblem['verdict'],
): readonly WireProblem[] {
  for (const frame of frames) {
    const issue = schema.safeParse(frame).error?.issues[0];
    if (issue !== undefined) return [{ verdict, what: `${issue.path.join('.')}: ${issue.message}` }];
  }
  return [];
}

/** The payloads of a stream's single-line data frames. */
function dataOf(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/, 20 * mostFrames)
    .filter((line) => line.startsWith('data:'))
    .slice(0, mostFrames)
    .map((line) => line.slice('data:'.length).trim());
}

function listOf(value: Json | undefined): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

import * as z from 'zod';
import { parseJson } from '../lib/json.js';

/** What asking a judge once came to. Only `text` may hold a verdict. */
export type Completion =
  | { readonly kind: 'text'; readonly text: string }
  /** It answered, but without a usable text: refused, cut off, or no chat completion. The candidate may have caused it. */
  | { readonly kind: 'unusable'; readonly reason: string }
  /** It could not be asked: unreachable, out of service, over its limits, key refused. Never the candidate's doing. */
  | { readonly kind: 'unavailable'; readonly reason: string };

export interface TokenUse {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

const count = z.number().nonnegative().catch(0);

const bodySchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.union([z.string(), z.array(z.object({ text: z.string().catch('') }))]).nullish(),
          refusal: z.string().nullish(),
        }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
});

const usageSchema = z.object({ usage: z.object({ prompt_tokens: count, completion_tokens: count }) });

/** Reads the body of a 2xx reply. */
export function readCompletion(body: string): { readonly completion: Completion; readonly tokens: TokenUse } {
  const json = parseJson(body);
  const usage = usageSchema.safeParse(json).data?.usage;
  const tokens = { promptTokens: usage?.prompt_tokens ?? 0, completionTokens: usage?.completion_tokens ?? 0 };
  const choice = bodySchema.safeParse(json).data?.choices[0];
  return { completion: choice === undefined ? unusable('no chat completion') : fromChoice(choice), tokens };
}

function fromChoice(choice: z.output<typeof bodySchema>['choices'][number]): Completion {
  const { message, finish_reason: finishReason } = choice;
  if ((message.refusal ?? '') !== '' || finishReason === 'content_filter') return unusable('a refusal');
  if (finishReason === 'length') return unusable('a reply cut off at its length limit');
  const { content } = message;
  const text = typeof content === 'string' ? content : (content ?? []).map((part) => part.text).join('');
  return text.trim() === '' ? unusable('an empty reply') : { kind: 'text', text };
}

function unusable(what: string): Completion {
  return { kind: 'unusable', reason: `the judge gave ${what}` };
}

const errorSchema = z.object({
  error: z.object({ code: z.unknown().optional(), type: z.unknown().optional() }),
});

/** `content_filter` and the like: never free text, which could repeat the prompt or the key. */
export function errorCode(body: string): string | undefined {
  const error = errorSchema.safeParse(parseJson(body)).data?.error;
  return [error?.code, error?.type].find(
    (code): code is string => typeof code === 'string' && /^[a-z][a-z_]{2,39}$/.test(code),
  );
}

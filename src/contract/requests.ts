import type { ChatMessage, ChatRequest, ContentPart } from '../target/exchange.js';
import { buildChatRequest } from '../target/request.js';
import type { CheckContext } from './check.js';

export const chatPath = '/v1/chat/completions';

/** Any agent can count, and how much comes back is known. */
export function countingPrompt(last: number): string {
  return `Count from 1 to ${last}, one number on each line. Write nothing else.`;
}

export const shortPrompt = countingPrompt(20);

export const longPrompt =
  'Plan a walking tour of three days for two people who arrive and leave by train. Work through it step by step: compare four ' +
  'routes by distance, climb and places to sleep, check that no day is longer than 22 km, then give the plan in about 150 words.';

/** A stream that should still go on after `ms`. */
export function lastingPrompt(ms: number): string {
  const seconds = Number((ms / 1_000).toFixed(3));
  return `Count from 1 to 30000, one number on each line, and take at least ${seconds} seconds over it. Do not stop before.`;
}

/** The body of a stream request that says one thing. */
export function streamRequest(
  { model }: Pick<CheckContext, 'model'>,
  content: string | readonly ContentPart[],
): ChatRequest {
  const messages: readonly ChatMessage[] = [{ role: 'user', content }];
  return buildChatRequest({ model, messages });
}

/** How a finding names what was sent. */
export function sentStream(prompt: string): string {
  return `POST ${chatPath} with stream: true and "${prompt}"`;
}

import * as z from 'zod';
import { parseJson } from '../lib/json.js';

const textPart = z.looseObject({ type: z.literal('text'), text: z.string() });
const imagePart = z.looseObject({
  type: z.literal('image_url'),
  image_url: z.looseObject({ url: z.string() }),
});
const content = z.union([z.string(), z.array(z.union([textPart, imagePart]))]);

const message = z.discriminatedUnion('role', [
  z.looseObject({ role: z.literal('system'), content }),
  z.looseObject({ role: z.literal('user'), content }),
  z.looseObject({ role: z.literal('assistant'), content: content.nullish() }),
  z.looseObject({ role: z.literal('tool'), content, tool_call_id: z.string() }),
]);

const chatRequest = z.looseObject({
  model: z.string(),
  messages: z.array(message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  response_format: z.json().nullish(),
  tools: z
    .array(z.looseObject({ type: z.literal('function'), function: z.looseObject({ name: z.string() }) }))
    .nullish(),
});

/** A chat completion request as the embedded servers read it. */
export type IncomingChat = z.output<typeof chatRequest>;
export type IncomingMessageContent = z.output<typeof content>;

export type ChatReading =
  { readonly kind: 'chat'; readonly chat: IncomingChat } | { readonly kind: 'bad'; readonly message: string };

export function readChat(body: string): ChatReading {
  const json = parseJson(body);
  if (json === undefined) return { kind: 'bad', message: 'the body is not JSON' };
  const read = chatRequest.safeParse(json);
  if (read.success) return { kind: 'chat', chat: read.data };
  const issue = read.error.issues[0];
  return { kind: 'bad', message: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}` };
}

/** The text of a message; its images leave nothing. */
export function textOf(parts: IncomingMessageContent | null | undefined): string {
  if (parts === null || parts === undefined) return '';
  if (typeof parts === 'string') return parts;
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}

/** Data URLs of a message's images, in order. */
export function imagesOf(parts: IncomingMessageContent | null | undefined): readonly string[] {
  if (parts === null || parts === undefined || typeof parts === 'string') return [];
  return parts.flatMap((part) => (part.type === 'image_url' ? [part.image_url.url] : []));
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { BenchError } from '../errors/bench-error.js';
import { sha256 } from '../lib/digest.js';
import { readPairPrompt } from '../judge/pairs/read-pair-prompt.js';
import { readPrompt } from '../judge/read-prompt.js';
import { textOf } from './chat-request.js';
import type { IncomingChat } from './chat-request.js';
import { serveChat } from './chat-server.js';
import { sendError, sendJson } from './http-server.js';
import type { ListenOptions, RunningServer } from './http-server.js';
import { judgePersonas } from './judge-personas.js';
import type { JudgeRequest, Persona, PersonaName, PersonaReply } from './judge-personas.js';
import { pairPersonas, type PairRequest } from './pair-personas.js';

export interface EmbeddedJudgeOptions extends ListenOptions {
  /** A key of `judgePersonas`; `fair` if left out. */
  readonly persona?: string | undefined;
  /** Requests without `Authorization: Bearer <apiKey>` get 401. */
  readonly apiKey?: string | undefined;
}

export interface RunningJudge extends RunningServer, AsyncDisposable {
  /** Votes asked for so far, on one answer or on two. */
  requests(): number;
}

/**
 * An OpenAI-compatible judge for the demo, tests and CI. It knows nothing but the prompt it is sent; other prompts than
 * those of `votePrompt` and `pairPrompt` get 400. Throws BenchError('usage') on an unknown persona.
 */
export async function startJudge(options: EmbeddedJudgeOptions = {}): Promise<RunningJudge> {
  const { persona: name = 'fair', apiKey } = options;
  const replies = { ofOne: personaNamed(name), ofTwo: pairPersonaNamed(name) };
  let requests = 0;
  const asked = new Set<string>();
  const server = await serveChat({
    listen: options,
    model: `embedded-${name}`,
    chat: async (chat, request, response) => {
      requests++;
      if (apiKey !== undefined && !isBearer(request, apiKey)) {
        sendError(response, 401, { type: 'invalid_api_key', message: 'the API key is wrong' });
      } else await answer(chat, { replies, asked }, response);
    },
  });
  return { ...server, requests: () => requests, [Symbol.asyncDispose]: () => server.close() };
}

function isBearer({ headers }: IncomingMessage, apiKey: string): boolean {
  return headers.authorization === `Bearer ${apiKey}`;
}

interface Judging {
  readonly replies: {
    readonly ofOne: Persona;
    readonly ofTwo: (request: PairRequest) => PersonaReply;
  };
  /** Digests of the prompts so far. */
  readonly asked: Set<string>;
}

async function answer(
  chat: IncomingChat,
  { replies, asked }: Judging,
  response: ServerResponse,
): Promise<void> {
  const userText = textOf(chat.messages.findLast(({ role }) => role === 'user')?.content);
  const digest = sha256(userText);
  const promptText = chat.messages.map(({ content }) => textOf(content)).join('\n');
  const reply = replyTo(userText, replies, {
    hasResponseFormat: chat.response_format !== undefined && chat.response_format !== null,
    promptText,
    isFirst: !asked.has(digest),
  });
  if (reply === undefined) {
    sendError(response, 400, {
      type: 'invalid_request_error',
      message: 'this is no prompt of the judge protocol',
    });
    return;
  }
  asked.add(digest);
  if (reply.delayMs !== undefined) await delay(reply.delayMs);
  if (reply.retryAfter !== undefined) response.setHeader('retry-after', String(reply.retryAfter));
  const { text, status = 200, finishReason = 'stop', refusal } = reply;
  if (status !== 200) {
    const type = status === 429 ? 'rate_limit_exceeded' : 'invalid_request_error';
    sendError(response, status, { type, message: text });
    return;
  }
  const message = { role: 'assistant', content: text, ...(refusal === undefined ? {} : { refusal }) };
  sendJson(response, 200, {
    id: `chatcmpl-${digest.slice(0, 24)}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1_000),
    model: chat.model,
    choices: [{ index: 0, message, finish_reason: finishReason }],
    usage: usageByBytes(Buffer.byteLength(promptText), Buffer.byteLength(text)),
  });
}

function replyTo(
  userText: string,
  { ofOne, ofTwo }: Judging['replies'],
  about: Omit<JudgeRequest, 'records'>,
): PersonaReply | undefined {
  const records = readPrompt(userText);
  if (records !== undefined) return ofOne.reply({ ...about, records });
  const pair = readPairPrompt(userText);
  return pair === undefined ? undefined : ofTwo({ ...about, records: pair });
}

/** About four bytes to a token. */
function usageByBytes(promptBytes: number, completionBytes: number) {
  const promptTokens = Math.ceil(promptBytes / 4);
  const completionTokens = Math.ceil(completionBytes / 4);
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

/** Throws BenchError('usage') that lists the personas. */
export function personaNamed(name: string): Persona {
  const persona: Persona | undefined = isPersonaName(name) ? judgePersonas[name] : undefined;
  if (persona !== undefined) return persona;
  throw new BenchError('usage', `there is no judge persona "${name}"`, {
    hint: `Personas: ${Object.keys(judgePersonas).join(', ')}.`,
  });
}

function pairPersonaNamed(name: string): Judging['replies']['ofTwo'] {
  return pairPersonas[isPersonaName(name) ? name : 'fair'];
}

function isPersonaName(name: string): name is PersonaName {
  return Object.hasOwn(judgePersonas, name);
}

import { BenchError } from '../errors/bench-error.js';
import { sha256 } from '../lib/digest.js';
import { isJsonObject, type Json } from '../lib/json.js';
import { rngFrom, type Rng } from '../lib/rng.js';
import type { Script } from './behaviour.js';
import { textOf, type IncomingChat } from './chat-request.js';
import { serveChat } from './chat-server.js';
import { sendError, type ListenOptions, type RunningServer } from './http-server.js';
import { pieces } from './pieces.js';
import { play } from './play.js';
import { deltaFrame, doneFrame, finishFrame, usageFrame, type WireIdentity } from './wire.js';

/** How an embedded agent of the arena plays. Times in ms. */
export interface ArenaPersona {
  /** One line about it. */
  readonly summary: string;
  /** From the request to its last word; varies by a fifth either way. */
  readonly workMs: number;
  /** Of its answers, 0 to 1. */
  readonly wrongShare: number;
  /** Requests that fail: half of them HTTP 500, half cut off in the middle. */
  readonly failShare: number;
  /** What it says it used; varies by a fifth. */
  readonly tokens: { readonly prompt: number; readonly completion: number };
  readonly steps: number;
}

export const arenaPersonas = {
  steady: {
    summary: 'right nearly always, at an even pace',
    workMs: 900,
    wrongShare: 0.04,
    failShare: 0,
    tokens: { prompt: 6_400, completion: 520 },
    steps: 6,
  },
  hasty: {
    summary: 'fast and cheap, and wrong one time in three',
    workMs: 300,
    wrongShare: 0.34,
    failShare: 0,
    tokens: { prompt: 1_900, completion: 140 },
    steps: 2,
  },
  thorough: {
    summary: 'always right, slow, and dear',
    workMs: 1_600,
    wrongShare: 0,
    failShare: 0,
    tokens: { prompt: 52_000, completion: 4_800 },
    steps: 21,
  },
  flaky: {
    summary: 'right when it answers, and fails one time in four',
    workMs: 700,
    wrongShare: 0,
    failShare: 0.25,
    tokens: { prompt: 7_200, completion: 600 },
    steps: 7,
  },
} as const satisfies Record<string, ArenaPersona>;

/** What an agent would have to say to be right. */
export interface RightAnswer {
  readonly output: Json;
  readonly finalUrl: string | undefined;
}

export interface ArenaAgentOptions extends ListenOptions {
  /** A key of `arenaPersonas`. */
  readonly persona: string;
  readonly seed: string;
  /** By the text of the last message; undefined: it does not know the task, and says so. */
  readonly answerTo: (caseText: string) => RightAnswer | undefined;
}

/**
 * An embedded agent for the arena's demo and tests. It knows the answers that it is given, and plays them as its persona
 * does. Of the same seed, the same requests in the same order get the same replies. Throws BenchError('usage') on an
 * unknown persona.
 */
export async function startArenaAgent(options: ArenaAgentOptions): Promise<RunningServer & AsyncDisposable> {
  const { persona: name, seed, answerTo, ...place } = options;
  const persona = personaNamed(name);
  let requests = 0;
  const server = await serveChat({
    listen: place,
    model: name,
    chat: async (chat, _request, response) => {
      const startMs = performance.now();
      const dice = rngFrom('arena-agent', seed, name, String(requests++));
      const isFailing = dice.next() < persona.failShare;
      if (isFailing && dice.next() < 0.5)
        sendError(response, 500, { type: 'server_error', message: 'the agent crashed' });
      else await play(scriptOf(chat, { persona, answerTo, dice, isCut: isFailing }), response, startMs);
    },
  });
  return { ...server, [Symbol.asyncDispose]: () => server.close() };
}

function personaNamed(name: string): ArenaPersona {
  const persona = Object.entries(arenaPersonas).find(([known]) => known === name)?.[1];
  if (persona !== undefined) return persona;
  throw new BenchError('usage', `there is no arena agent "${name}"`, {
    hint: `Agents: ${Object.keys(arenaPersonas).join(', ')}.`,
  });
}

interface Play {
  readonly persona: ArenaPersona;
  readonly answerTo: ArenaAgentOptions['answerTo'];
  readonly dice: Rng;
  readonly isCut: boolean;
}

/** It thinks aloud while it works, and says its answer at the end. */
function scriptOf(chat: IncomingChat, { persona, answerTo, dice, isCut }: Play): Script {
  const caseText = textOf(chat.messages.at(-1)?.content);
  const vary = (amount: number) => Math.round(amount * (0.8 + 0.4 * dice.next()));
  const identity = identityOf(chat, caseText);
  const workMs = vary(persona.workMs);
  const steps = Math.max(1, vary(persona.steps));
  const thoughts = Array.from({ length: steps }, (_, index) => ({
    atMs: Math.round((workMs * (index + 1)) / (steps + 1)),
    text: deltaFrame(identity, { reasoning_content: `Step ${index + 1} of the task. ` }),
  }));
  const content = answerText(answerTo(caseText), { steps, isWrong: dice.next() < persona.wrongShare });
  const usage = {
    promptTokens: vary(persona.tokens.prompt),
    completionTokens: vary(persona.tokens.completion),
  };
  const said = [
    ...pieces(content, 40).map((text) => deltaFrame(identity, { content: text })),
    finishFrame(identity, 'stop'),
    usageFrame(identity, usage),
    doneFrame,
  ];
  const writes = [...thoughts, ...said.map((text) => ({ atMs: workMs, text }))];
  const kept = isCut ? writes.slice(0, steps) : writes;
  return { status: 200, contentType: 'text/event-stream', writes: kept, ending: isCut ? 'reset' : 'end' };
}

function identityOf({ model }: IncomingChat, caseText: string): WireIdentity {
  return { id: `chatcmpl-${sha256(caseText).slice(0, 24)}`, model, created: Math.floor(Date.now() / 1_000) };
}

function answerText(
  right: RightAnswer | undefined,
  { steps, isWrong }: { readonly steps: number; readonly isWrong: boolean },
): string {
  if (right === undefined) return JSON.stringify({ output: null, steps });
  const output = isWrong ? spoilt(right.output) : right.output;
  return `Done.\n\`\`\`json\n${JSON.stringify({ output, final_url: right.finalUrl, steps })}\n\`\`\``;
}

/** Of the same shape, and wrong: the first value in it is another one. */
function spoilt(value: Json): Json {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return `${value} or so`;
  if (isJsonObject(value)) {
    const [first, ...rest] = Object.entries(value);
    return first === undefined ? {} : Object.fromEntries([[first[0], spoilt(first[1] ?? null)], ...rest]);
  }
  return value === null ? 'something' : value.slice(0, -1);
}

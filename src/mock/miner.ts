import { sha256 } from '../lib/digest.js';
import { rngFrom } from '../lib/rng.js';
import type { Suite } from '../suite/task.js';
import { openTokenCounter } from '../target/token-counter.js';
import type { TokenCounter } from '../target/token-counter.js';
import { scriptOf } from './behaviour.js';
import { thinkingOf } from './thoughts.js';
import { textOf } from './chat-request.js';
import type { IncomingChat } from './chat-request.js';
import { refuseAsJson, serveChat } from './chat-server.js';
import { conversationOf } from './conversation.js';
import type { ListenOptions, RunningServer } from './http-server.js';
import { minerPages, sendPage } from './miner-pages.js';
import type { MinerStats } from './miner-pages.js';
import { plainReply, replyFromSample } from './miner-reply.js';
import type { MinerReply, ReplyUsage } from './miner-reply.js';
import { openOracleBook } from './oracle-book.js';
import type { OracleBook } from './oracle-book.js';
import { play } from './play.js';
import { profileNamed } from './profiles.js';
import type { Profile } from './profiles.js';
import { replyBySkill } from './skills.js';
import { Slots } from './slots.js';

export interface MinerOptions extends ListenOptions {
  /** A key of `profiles`. */
  readonly profile: string;
  /** Share of tasks answered right, 0 to 1; 1 if left out. */
  readonly accuracy?: number | undefined;
  /** Whose tasks it knows. */
  readonly suites: readonly Suite[];
  readonly seed: string;
  /** A counter to share (its tables take 100 MB), left open at the end; one of its own if left out. */
  readonly tokens?: TokenCounter | undefined;
}

export interface RunningMiner extends RunningServer, AsyncDisposable {
  stats(): MinerStats;
}

interface Miner {
  readonly profile: Profile;
  readonly book: OracleBook;
  readonly tokens: TokenCounter;
  readonly seed: string;
}

/**
 * The embedded miner: an OpenAI-compatible server that answers only from what a request holds and behaves as its profile
 * says. The same seed and request always give the same answer. Throws BenchError('usage') on an unknown profile.
 */
export async function startMiner(options: MinerOptions): Promise<RunningMiner> {
  const { seed, suites, accuracy = 1 } = options;
  const profile = profileNamed(options.profile);
  const book = await openOracleBook({ suites, seed, accuracy });
  const tokens = options.tokens ?? (await openTokenCounter());
  const closeTokens = async () => {
    if (options.tokens === undefined) await tokens[Symbol.asyncDispose]();
  };
  try {
    // Loads the tables now, so that the first request does not wait for them.
    await tokens.count(['ready']);
    const miner = await serve({ profile, book, tokens, seed }, options);
    const close = async () => {
      await miner.close();
      await closeTokens();
    };
    return { url: miner.url, stats: miner.stats, close, [Symbol.asyncDispose]: close };
  } catch (problem) {
    await closeTokens();
    throw problem;
  }
}

async function serve(miner: Miner, listen: ListenOptions) {
  const { profile } = miner;
  const stats = { requests: 0, active: 0, aborted: 0, refused: 0 };
  const slots = new Slots(profile.slots ?? { count: Infinity, heldMs: 0 });
  const server = await serveChat({
    listen,
    model: 'mock',
    gets: minerPages(profile, stats),
    chat: async (chat, _, response) => {
      if (profile.flaw === 'text-only' && hasParts(chat)) {
        stats.refused++;
        refuseAsJson(response, { status: 400, message: 'content must be a string' });
        return;
      }
      const startMs = performance.now();
      stats.requests++;
      stats.active++;
      await slots.take();
      let wasAborted = true;
      try {
        wasAborted = !(await play(await scriptFor(chat, miner), response, startMs));
        if (wasAborted) stats.aborted++;
      } finally {
        stats.active--;
        slots.give({ wasAborted });
      }
    },
    onRefused: () => stats.refused++,
    refuse: profile.flaw === 'careless' ? (response) => sendPage(response, 500) : undefined,
  });
  return { ...server, stats: (): MinerStats => ({ ...stats }) };
}

function hasParts({ messages }: IncomingChat): boolean {
  return messages.some(({ content }) => Array.isArray(content));
}

async function scriptFor(chat: IncomingChat, miner: Miner) {
  const { profile, seed } = miner;
  const digest = sha256(JSON.stringify(chat.messages));
  const reply = replyTo(chat, miner);
  const isStream = chat.stream === true;
  const wantsUsage = !isStream || profile.isJson === true || chat.stream_options?.include_usage === true;
  return scriptOf({
    profile,
    reply,
    identity: {
      id: `chatcmpl-${digest.slice(0, 24)}`,
      model: chat.model,
      created: Math.floor(Date.now() / 1_000),
    },
    usage: wantsUsage
      ? await usageOf(chat, isStream ? thinkingOf(profile, reply) : [], { reply, miner })
      : undefined,
    isStream,
    dice: rngFrom('behaviour', seed, digest),
  });
}

function replyTo(chat: IncomingChat, { profile, book }: Miner): MinerReply {
  const conversation = conversationOf(chat);
  if (profile.says !== undefined) return plainReply(profile.says(conversation));
  const sample = book.next(conversation);
  if (sample === undefined) return replyBySkill(chat) ?? plainReply('I do not know this task.');
  return replyFromSample(sample, conversation.exchange);
}

/** Counted as the benchmark counts, plus four prompt tokens a message for the roles, as models have them. */
async function usageOf(
  { messages }: IncomingChat,
  thinking: readonly string[],
  { reply, miner: { profile, tokens } }: { reply: MinerReply; miner: Miner },
): Promise<ReplyUsage | undefined> {
  if (profile.usage === 'none') return undefined;
  const calls = reply.toolCalls.map(({ name, argumentsText }) => `${name}${argumentsText}`);
  const sent = await tokens.count(messages.map(({ content }) => textOf(content)));
  const received = await tokens.count([thinking.join(''), reply.reasoning, reply.content, ...calls]);
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const share = profile.usage === 'under' ? 0.3 : 1;
  return {
    promptTokens: Math.ceil(share * (sum(sent.counts) + 4 * messages.length)),
    completionTokens: Math.ceil(share * sum(received.counts)),
  };
}

import { sha256 } from '../lib/digest.js';
import { rngFrom, type Rng } from '../lib/rng.js';
import { openAssets } from '../suite/assets.js';
import { fillTask } from '../suite/fill-task.js';
import type { FilledTask, Sample, SampleExchange, Suite, Task } from '../suite/task.js';
import { textsOf } from './conversation.js';
import type { Conversation, Turn } from './conversation.js';

export interface BookOptions {
  readonly suites: readonly Suite[];
  readonly seed: string;
  /** Share of tasks answered right, 0 to 1. */
  readonly accuracy: number;
}

/** Knows the answers of suites, and finds the one that is asked for in the request alone. */
export interface OracleBook {
  /** The next exchange of the answer; undefined: no task of the suites is asked like this. */
  next(conversation: Conversation): SampleExchange | undefined;
}

interface Entry {
  readonly suite: string;
  readonly task: Task;
  readonly variant: number;
  /** Every turn, nonces masked. */
  readonly turns: readonly string[];
  /** What its tools can say, nonces masked. */
  readonly toolResults: ReadonlySet<string>;
  /** Texts of the suite that look like a nonce and are none. */
  readonly falseNonces: ReadonlySet<string>;
}

const noncePattern = /nx-[a-z0-9]{8}/g;
const maskedNonce = 'nx-********';
/** Stands for the nonce while the book is written; of the right shape, so that it is masked like a real one. */
const blankNonce = 'nx-00000000';

/**
 * Reads the suites' images and indexes every variant of every task by its first messages. Right or wrong is settled for
 * an attempt by the seed and the first messages (nonces masked), the same in all its exchanges; see `drawLots`.
 */
export async function openOracleBook({ suites, seed, accuracy }: BookOptions): Promise<OracleBook> {
  const entries = new Map<string, Entry[]>();
  for (const { card, tasks, folder } of suites) {
    const asset = openAssets({ folder });
    for (const task of tasks) {
      for (const variant of task.variants.keys()) {
        const filled = fillTask(task, variant, blankNonce);
        const images = await Promise.all(filled.images.map(async (path) => sha256(await asset(path))));
        const key = firstMessagesKey(filled.system ?? '', { text: filled.turns[0] ?? '', images });
        entries.set(key, [...(entries.get(key) ?? []), entryOf(card.name, { task, filled })]);
      }
    }
  }
  const lots = drawLots(entries, seed);
  return {
    next(conversation) {
      const first = conversation.turns[0];
      if (first === undefined) return undefined;
      const key = firstMessagesKey(conversation.system, first);
      const entry = bestFit(entries.get(key) ?? [], conversation);
      if (entry === undefined) return undefined;
      const filled = fillTask(entry.task, entry.variant, nonceIn(conversation, entry) ?? blankNonce);
      const isRight = (lots.get(lotName(entry, key)) ?? 0) < accuracy;
      const samples = isRight ? filled.oracle : filled.wrong;
      const sample = samples[rngFrom('sample', seed, entry.task.id, key).int(samples.length)];
      return sample === undefined ? undefined : exchangeAt(sample, filled, conversation.exchange);
    },
  };
}

/** Twins share one lot whatever their variants: a pair scores its minimum, and two lots would make p of it p². */
function lotName({ suite, task: { category, pair } }: Entry, key: string): string {
  return JSON.stringify([suite, category, pair === undefined ? key : `pair ${pair}`]);
}

/**
 * A number from 0 to 1 for whatever is right or wrong as one. Each is uniform, and those of a category are spread evenly
 * over the range (systematic sampling by the share of the category's score each decides), so that a miner's accuracy is
 * met closely in every category, not only in the mean of many seeds.
 */
function drawLots(entries: ReadonlyMap<string, readonly Entry[]>, seed: string): ReadonlyMap<string, number> {
  const categories = new Map<string, Map<string, number>>();
  for (const [key, fits] of entries) {
    for (const entry of fits) {
      const category = JSON.stringify([entry.suite, entry.task.category]);
      const weights = categories.get(category) ?? new Map<string, number>();
      categories.set(category, weights);
      const lot = lotName(entry, key);
      weights.set(lot, (weights.get(lot) ?? 0) + 1 / entry.task.variants.length);
    }
  }
  return new Map(
    [...categories].flatMap(([category, weights]) => spread(weights, rngFrom('right', seed, category))),
  );
}

function spread(weights: ReadonlyMap<string, number>, rng: Rng): readonly (readonly [string, number])[] {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  return [...weights]
    .map(([lot, weight]) => ({ lot, weight, place: rng.next() }))
    .sort((left, right) => left.place - right.place)
    .map(({ lot, weight }) => {
      const drawn = (before + weight * rng.next()) / total;
      before += weight;
      return [lot, drawn] as const;
    });
}

function firstMessagesKey(system: string, { text, images }: Turn): string {
  return sha256(JSON.stringify([masked(system), masked(text), images]));
}

function masked(text: string): string {
  return text.trim().replaceAll(noncePattern, maskedNonce);
}

function entryOf(
  suite: string,
  { task, filled }: { readonly task: Task; readonly filled: FilledTask },
): Entry {
  const results = filled.tools.flatMap(({ responses }) =>
    responses.map(({ result }) => (typeof result === 'string' ? result : JSON.stringify(result))),
  );
  const texts = [filled.system ?? '', ...filled.turns, ...results].join('\n');
  return {
    suite,
    task,
    variant: filled.variant,
    turns: filled.turns.map(masked),
    toolResults: new Set(results.map(masked)),
    falseNonces: new Set(texts.match(noncePattern)?.filter((found) => found !== blankNonce)),
  };
}

/** Variants may begin alike: later turns rule some out, and of the rest the one whose tools said most of this is meant. */
function bestFit(entries: readonly Entry[], { turns, toolResults }: Conversation): Entry | undefined {
  const seen = turns.map(({ text }) => masked(text));
  const said = toolResults.map(masked);
  const fits = entries
    .filter((entry) => seen.every((text, at) => text === entry.turns[at]))
    .map((entry) => ({ entry, known: said.filter((result) => entry.toolResults.has(result)).length }));
  return fits.sort((left, right) => right.known - left.known)[0]?.entry;
}

function nonceIn(conversation: Conversation, { falseNonces }: Entry): string | undefined {
  const found = textsOf(conversation).flatMap((text) => text.match(noncePattern) ?? []);
  return found.find((nonce) => !falseNonces.has(nonce));
}

/**
 * A sample with fewer exchanges than the task has turns speaks at the end: earlier turns are acknowledged. Asked beyond
 * its end it repeats its last words, without calling anything.
 */
function exchangeAt({ exchanges }: Sample, { turns }: FilledTask, exchange: number): SampleExchange {
  const at = exchange - Math.max(0, turns.length - exchanges.length);
  if (at < 0) return plain('Noted.');
  return exchanges[at] ?? plain(exchanges.at(-1)?.content ?? '');
}

function plain(content: string): SampleExchange {
  return { content, toolCalls: [], artifacts: [] };
}

import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type {
  ScoredCategory,
  ScoredExchange,
  ScoredTask,
  ScoreInput,
} from '../../src/scoring/score-input.js';

/** `fixtures/golden/golden.json`: exact inputs and outputs of METHODOLOGY sections 5 and 7, made elsewhere. Times are seconds. */

const event = z.object({
  t: z.number(),
  k: z.enum(['content', 'reasoning', 'tool', 'ka', 'other']),
  n: z.number().optional(),
});
type GoldenEvent = z.output<typeof event>;

const tokens = z.object({ in: z.number(), out: z.number() });
const task = z.object({
  id: z.string(),
  cls: z.string(),
  cat: z.string(),
  dim: z.enum(['quality', 'modality']),
  attempts: z.array(
    z.object({
      status: z.enum(['ok', 'miner_error', 'harness_error']),
      q: z.number(),
      wall: z.number(),
      ev: z.array(event),
      ownTokens: tokens,
      usage: tokens.extend({ calls: z.number().optional() }).optional(),
    }),
  ),
});
type GoldenTask = z.output<typeof task>;

const ratio = z.union([z.number(), z.literal('Infinity').transform(() => Infinity)]);

const arenaVerdict = z.enum(['pass', 'fail', 'n_a']);
const arenaRow = z.strictObject({
  rank: z.number().nullable(),
  id: z.string(),
  enabled: z.boolean(),
  n: z.number(),
  s: z.number(),
  n_a: z.number(),
  quality: z.number(),
  speed: z.number(),
  cost: z.number(),
  tokens: z.number(),
  reliability: z.number(),
  blend: z.number(),
  conf: z.number(),
  overall: z.number(),
  wilson: z.tuple([z.number(), z.number()]),
  p50: z.number(),
  p95: z.number(),
});

const goldenSchema = z.object({
  profile: z.json(),
  L: z.array(z.tuple([z.number(), z.number()])),
  seedRows: z.array(z.object({ name: z.string(), listed: z.number(), formula: z.number() })),
  streamInputs: z.record(z.string(), z.tuple([z.array(event), z.number()])),
  streams: z.record(
    z.string(),
    z.strictObject({
      sustained: z.number(),
      ttft: z.number(),
      ttfa: z.number(),
      gapRaw: z.number(),
      gapEff: z.number(),
      silence: z.number(),
      worth: z.number(),
      uGap: z.number(),
      uKa: z.number(),
      uDen: z.number(),
      u: z.number(),
    }),
  ),
  minerInputs: z.record(z.string(), z.array(task)),
  runs: z.record(
    z.string(),
    z.strictObject({
      quality: z.number(),
      speed: z.number(),
      cost: z.number(),
      streaming: z.number(),
      modality: z.number(),
      composite: z.number(),
      credit: z.number(),
      p50: ratio,
      p95: ratio,
      uFirst: z.number(),
      uMiddle: z.number(),
      uTail: z.number(),
    }),
  ),
  arenaInputs: z.object({
    now: z.number(),
    agents: z.array(
      z.object({
        id: z.string(),
        enabled: z.boolean(),
        registeredAt: z.number(),
        rows: z.array(
          z.object({
            finishedAt: z.number(),
            verdict: arenaVerdict,
            latencyS: z.number(),
            costUsd: z.number().nullish(),
            tokens: z.number().nullish(),
            clean: z.boolean(),
          }),
        ),
      }),
    ),
  }),
  arena: z.object({ day: z.array(arenaRow), all: z.array(arenaRow) }),
});

export const golden = goldenSchema.parse(
  JSON.parse(readFileSync(new URL('../../fixtures/golden/golden.json', import.meta.url), 'utf8')),
);

/** Decimals to which the golden numbers are given. */
export const goldenDecimals = 4;

export function goldenExchange(events: readonly GoldenEvent[], endSeconds: number): ScoredExchange {
  const answer = events.find(({ k }) => k === 'content') ?? events.find(({ k }) => k === 'tool');
  return {
    endMs: endSeconds * 1_000,
    answerMs: answer && answer.t * 1_000,
    streamed: true,
    events: events.map(({ t, k, n = 0 }) => {
      const isDelta = k === 'content' || k === 'reasoning' || k === 'tool';
      return { atMs: t * 1_000, role: isDelta ? 'delta' : 'sign', meaningful: isDelta, tokens: n };
    }),
  };
}

export function goldenInput(tasks: readonly GoldenTask[]): ScoreInput {
  const categories = new Map<string, ScoredCategory>();
  for (const { cat, dim } of tasks)
    categories.set(cat, { name: cat, feeds: dim, kinds: dim === 'modality' ? ['multimodal_task'] : [] });
  return { categories: [...categories.values()], tasks: tasks.map(goldenTask) };
}

function goldenTask({ id, cls, cat, dim, attempts }: GoldenTask): ScoredTask {
  return {
    id,
    category: cat,
    class: cls,
    kind: dim === 'modality' ? 'multimodal_task' : undefined,
    template: id,
    attempts: attempts.map(({ status, q, wall, ev, ownTokens, usage }, repeat) => ({
      repeat,
      ok: status === 'ok',
      quality: status === 'harness_error' ? undefined : q,
      exchanges: [goldenExchange(ev, wall)],
      tokens: { own: ownTokens, reported: usage && { in: usage.in, out: usage.out } },
      calls: { reported: usage?.calls },
      computeSeconds: {},
    })),
  };
}

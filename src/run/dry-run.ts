import { groupBy } from '../lib/group-by.js';
import type { Profile } from '../scoring/profile.js';
import type { AssetReader } from '../suite/assets.js';
import { firstMessages, toolDefinitions } from '../suite/messages.js';
import { buildChatRequest } from '../target/request.js';
import type { ChatRequest } from '../target/exchange.js';
import type { PlannedAttempt } from './plan.js';
import type { RequestDefaults } from './ports.js';

/** What a run would do, without doing it. */
export interface DryRun {
  readonly attempts: number;
  /** Scripted turns at the least; every tool round in between at the most. */
  readonly requests: { readonly least: number; readonly most: number };
  /** An agent that meets every target of the profile needs this long, s; one at the total timeout the other. */
  readonly seconds: { readonly atTarget: number; readonly atTimeout: number };
  /** Reference dollars of an agent that meets every target. */
  readonly costUsdAtTarget: number;
  /** Judge calls at the least (two votes) and at the most (three, each with a reference check). */
  readonly judgeCalls: { readonly least: number; readonly most: number };
  readonly categories: readonly {
    readonly name: string;
    readonly tasks: number;
    readonly attempts: number;
  }[];
  /** The first request as it would be sent. */
  readonly firstRequest: ChatRequest | undefined;
}

export interface DryRunOptions {
  readonly request: RequestDefaults;
  readonly concurrency: number;
  readonly profile: Profile;
  readonly asset: AssetReader;
  readonly hasJudge: boolean;
}

export async function describeDryRun(
  plan: readonly PlannedAttempt[],
  options: DryRunOptions,
): Promise<DryRun> {
  const { request, concurrency, profile, hasJudge } = options;
  const least = sum(plan, ({ task }) => task.turns.length);
  const most = sum(plan, ({ task }) => task.turns.length * (task.tools.length > 0 ? task.maxRounds : 1));
  const judged = hasJudge
    ? sum(plan, ({ task }) => task.graders.filter(({ type }) => type === 'judge').length)
    : 0;
  const targetMs = sum(
    plan,
    ({ task }) => (task.target.latencyMs ?? profile.classTargetMs[task.class]) * task.turns.length,
  );
  return {
    attempts: plan.length,
    requests: { least, most },
    seconds: {
      atTarget: targetMs / 1000 / concurrency,
      atTimeout: (plan.length * request.timeouts.totalMs) / 1000 / concurrency,
    },
    costUsdAtTarget: sum(
      plan,
      ({ task }) => (task.target.costUsd ?? profile.classTargetUsd[task.class]) * task.turns.length,
    ),
    judgeCalls: { least: judged * 2, most: judged * 6 },
    categories: categoriesOf(plan),
    firstRequest: await firstRequestOf(plan, options),
  };
}

function categoriesOf(plan: readonly PlannedAttempt[]): DryRun['categories'] {
  return [...groupBy(plan, ({ task }) => task.category)].map(([name, attempts]) => ({
    name,
    attempts: attempts.length,
    tasks: new Set(attempts.map(({ task }) => task.id)).size,
  }));
}

async function firstRequestOf(
  plan: readonly PlannedAttempt[],
  { request, asset }: DryRunOptions,
): Promise<ChatRequest | undefined> {
  const first = plan[0]?.task;
  if (first === undefined) return undefined;
  return buildChatRequest({
    model: request.model,
    messages: await firstMessages(first, asset),
    tools: toolDefinitions(first),
    stream: true,
    extra: { ...first.request, ...request.body },
  });
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

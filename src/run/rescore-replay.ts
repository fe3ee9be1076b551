import { canonicalJson } from '../lib/canonical-json.js';
import type { Json, JsonObject } from '../lib/json.js';
import { mask } from '../lib/mask-secrets.js';
import type { AttemptRecord, ExchangeRecord } from '../results/attempt-record.js';
import { fromExchangeRecord, storedRequest } from '../results/exchange-record.js';
import type { AssetReader } from '../suite/assets.js';
import type { FilledTask } from '../suite/task.js';
import type { ChatRequest } from '../target/exchange.js';
import { performAttempt, type PerformedExchange } from './perform-attempt.js';

export type Replay =
  | { readonly kind: 'same'; readonly exchanges: readonly PerformedExchange[] }
  /** The suite would have the miner asked otherwise than it was; one sentence. */
  | { readonly kind: 'changed'; readonly reason: string };

export interface ReplayOptions {
  readonly asset: AssetReader;
  /** Body members that the user of the run asked for, which win over the task's own. */
  readonly userKeys: ReadonlySet<string>;
}

/**
 * Makes an attempt again with its journal for the miner: each reply is the recorded one, and every request that the suite
 * has sent now must be the one that was sent then. What came back in between (tools, later turns) is compared with it.
 */
export async function replayAttempt(
  { attemptId, repeat, exchanges }: AttemptRecord,
  task: FilledTask,
  { asset, userKeys }: ReplayOptions,
): Promise<Replay> {
  let made = 0;
  const exchange = (request: ChatRequest) => {
    const recorded = exchanges[made];
    if (recorded === undefined) throw new PromptChanged('the task goes on where it ended');
    requireSame(recorded, request, { own: task.request, userKeys });
    made += 1;
    return Promise.resolve({ ...fromExchangeRecord(recorded).exchange, request });
  };
  try {
    const performed = await performAttempt(
      { attemptId, repeat, task },
      { asset, target: { exchange }, onEvent: () => undefined },
      { request: neverUsed, signal: new AbortController().signal },
    );
    return made === exchanges.length
      ? { kind: 'same', exchanges: performed }
      : { kind: 'changed', reason: 'the prompt has changed: the task ends where it went on' };
  } catch (problem) {
    if (!(problem instanceof PromptChanged)) throw problem;
    return { kind: 'changed', reason: `the prompt has changed: ${problem.message}` };
  }
}

/** Nothing leaves, so no limit is met; the body's other members are compared by their keys. */
const neverUsed = {
  model: '',
  timeouts: { firstOutputMs: 1, idleMs: 1, totalMs: 1 },
  retries: 0,
  body: {},
} as const;

class PromptChanged extends Error {
  override readonly name = 'PromptChanged';
}

/** What every request has, whatever the task. */
const commonKeys = new Set(['model', 'messages', 'tools', 'stream', 'stream_options']);

function requireSame(
  { request: sent }: ExchangeRecord,
  request: ChatRequest,
  { own, userKeys }: { readonly own: JsonObject; readonly userKeys: ReadonlySet<string> },
): void {
  const now = storedRequest(request);
  if (!isSent(sent['messages'], now['messages'])) throw new PromptChanged('other messages');
  if (!isSent(sent['tools'], now['tools'])) throw new PromptChanged('other tools');
  const keys = new Set([...Object.keys(own), ...Object.keys(sent)]);
  for (const key of keys) {
    if (commonKeys.has(key) || userKeys.has(key)) continue;
    if (!isSent(sent[key], own[key])) throw new PromptChanged(`another "${key}" in the request`);
  }
}

/** Whether `sent`, as a journal holds it, is `now`: a secret in it stands there as a mask. */
function isSent(sent: Json | undefined, now: Json | undefined): boolean {
  if (sent === undefined || now === undefined) return sent === now;
  const [before, after] = [canonicalJson(sent), canonicalJson(now)];
  return before === after || (before.includes(mask) && isMaskedForm(before, after));
}

/** The pieces between the masks stand in the other text, one after the other, from its first to its last character. */
function isMaskedForm(masked: string, text: string): boolean {
  const pieces = masked.split(mask);
  const [first = '', last = ''] = [pieces[0], pieces.at(-1)];
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}

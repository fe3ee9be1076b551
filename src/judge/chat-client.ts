import pLimit from 'p-limit';
import type { JsonObject } from '../lib/json.js';
import type { Completion } from './completion.js';
import { UseTally } from './judge-use.js';
import type { JudgeUse } from './judge-use.js';
import type { JudgeMessage } from './prompt.js';
import { replyFormats as verdictFormats } from './prompt-template.js';
import { Sender } from './sender.js';
import type { SenderOptions, SendResult } from './sender.js';

export interface ChatClientOptions extends SenderOptions {
  readonly model: string;
  readonly temperature: number;
}

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  /** Counts what this request takes, besides the client's own count. */
  readonly tally?: UseTally | undefined;
  /** Of the reply, from the one that binds most; left out: those of verdicts on one answer. */
  readonly replyFormats?: readonly [JsonObject, JsonObject] | undefined;
}

/** Asks one model, and says what came. It knows HTTP and nothing of judging. */
export interface ChatClient extends AsyncDisposable {
  /**
   * Waits its turn among `concurrency` requests, waits between tries included: a judge that says 429 is left alone.
   * Rejects only with the signal's reason.
   */
  complete(messages: readonly JudgeMessage[], options?: AskOptions): Promise<Completion>;
  /** Why the endpoint cannot be used, told by its list of models, which costs nothing; undefined: no reason seen. */
  unreachable(signal?: AbortSignal): Promise<string | undefined>;
  /** Everything since it was opened. */
  use(): JudgeUse;
}

/** What endpoints answer that do not know a `response_format`. */
const formatRefusals: readonly number[] = [400, 404, 415, 422, 501];

export function openChatClient(options: ChatClientOptions): ChatClient {
  const { model, temperature, maxTokens, concurrency, endpoint } = options;
  const limit = pLimit(concurrency);
  const sender = new Sender(options);
  const total = new UseTally();
  let knownFormat = 0;

  async function complete(
    messages: readonly JudgeMessage[],
    { signal, tally, replyFormats = verdictFormats }: AskOptions,
  ): Promise<Completion> {
    const tallies = tally === undefined ? [total] : [total, tally];
    for (let format = knownFormat; ; format++) {
      const body = JSON.stringify({
        model,
        messages,
        temperature,
        max_tokens: maxTokens,
        response_format: replyFormats[format],
      });
      const result = await sender.send(body, { signal, tallies });
      const isRefused = result.kind === 'status' && formatRefusals.includes(result.status);
      if (isRefused && format < replyFormats.length) continue;
      // Only what worked is remembered: a candidate can provoke a 400 too.
      if (result.kind === 'completion') knownFormat = Math.max(knownFormat, format);
      return asCompletion(result);
    }
  }

  return {
    complete: (messages, ask = {}) => limit(() => complete(messages, ask)),
    unreachable: async (signal) => {
      const result = await sender.get(
        endpoint.path.replace(/\/chat\/completions(?=\?|$)/, '/models'),
        signal,
      );
      if (result.kind === 'again') return `the judge did not answer: ${result.reason}`;
      const isShut = result.kind === 'status' && (result.status === 401 || result.status === 403);
      return isShut ? `the judge answered HTTP ${result.status}` : undefined;
    },
    use: () => total.use,
    [Symbol.asyncDispose]: () => sender.close(),
  };
}

export const budgetSpent = 'the judge budget is spent';

/** 400, 413 and 422 speak of what was sent, which a candidate can provoke; any other status speaks of the judge. */
function asCompletion(result: SendResult): Completion {
  if (result.kind === 'completion') return result.completion;
  if (result.kind === 'budget_spent') return { kind: 'unavailable', reason: budgetSpent };
  if (result.kind === 'again')
    return { kind: 'unavailable', reason: `the judge did not answer: ${result.reason}` };
  const { status, code } = result;
  const reason = `the judge answered HTTP ${status}${code === undefined ? '' : ` (${code})`}`;
  return { kind: [400, 413, 422].includes(status) ? 'unusable' : 'unavailable', reason };
}

import { BenchError } from '../errors/bench-error.js';
import { isJsonObject, parseJson } from '../lib/json.js';
import type { OpenJudge } from '../judge/open-judge.js';
import { inert } from '../lib/inert.js';
import type { Exchange } from '../target/exchange.js';
import { buildChatRequest } from '../target/request.js';
import type { GetReply, Target } from '../target/target.js';
import type { OnRunEvent } from './run-event.js';
import type { RequestDefaults } from './ports.js';
import type { Settings } from './settings.js';

const healthTimeoutMs = 5_000;
/** Says nothing of any suite, and its answer is thrown away. */
const warmUpPrompt = 'Reply with one short friendly sentence.';

export interface PreflightOptions {
  readonly request: RequestDefaults;
  readonly settings: Pick<Settings, 'warmup' | 'apiKeyEnv'>;
  readonly onEvent: OnRunEvent;
  readonly signal: AbortSignal;
}

/** Is anybody there? Throws BenchError('preflight') with a hint where nothing answers `GET /health`. */
export async function checkHealth(target: Target, onEvent: OnRunEvent): Promise<void> {
  const health = await target.get('/health', healthTimeoutMs);
  if (health.status === undefined) throw nobodyThere(target.url, health);
  const isFine = health.status >= 200 && health.status < 300;
  onEvent({
    kind: 'preflight',
    url: target.url,
    healthMs: health.latencyMs,
    note: isFine ? 'healthy' : `GET /health gave HTTP ${health.status}; the contract wants 200`,
  });
}

/** Throws BenchError('preflight') where the judge cannot be asked at all: without it half the run would be for nothing. */
export async function checkJudge(judge: OpenJudge, signal: AbortSignal): Promise<void> {
  const problem = await judge.problem(signal);
  if (problem === undefined) return;
  throw new BenchError('preflight', `the judge at ${judge.identity.url} cannot be asked: ${problem}`, {
    hint: 'Check --judge-url, --judge-model and --judge-api-key-env, or leave the judge out: its criteria are then n/a.',
  });
}

/**
 * The name to put into requests: the user's, else the first that `GET /v1/models` lists, else `default`, which servers
 * with a single model ignore.
 */
export async function resolveModel(target: Target, asked: string | undefined): Promise<string> {
  if (asked !== undefined) return asked;
  const { status, body } = await target.get('/v1/models', healthTimeoutMs);
  const listed = status === 200 ? parseJson(body) : undefined;
  const first =
    isJsonObject(listed) && Array.isArray(listed['data']) ? (listed['data'] as unknown[])[0] : undefined;
  return isJsonObject(first) && typeof first['id'] === 'string'
    ? inert(first['id']).slice(0, 200)
    : 'default';
}

/**
 * Unscored requests, so that nobody pays for cold caches; resolves with their trace contexts. A refusal that every
 * request would meet ends the run here.
 */
export async function warmUp(
  target: Target,
  { request, settings, onEvent, signal }: PreflightOptions,
): Promise<readonly string[]> {
  const traces: string[] = [];
  const isStopped = () => signal.aborted;
  await target.prepare();
  for (let count = 0; count < settings.warmup; count++) {
    if (isStopped()) break;
    const exchange = await target.exchange(
      buildChatRequest({
        model: request.model,
        messages: [{ role: 'user', content: warmUpPrompt }],
        stream: true,
        extra: request.body,
      }),
      { timeouts: request.timeouts, retries: 0, signal },
    );
    const { outcome } = exchange;
    traces.push(exchange.traceparent);
    if (outcome.status === 'ok') continue;
    if (isStopped()) break;
    const hint = hopeless(exchange, settings.apiKeyEnv);
    if (hint !== undefined) {
      throw new BenchError('preflight', `the warm-up request failed: ${inert(outcome.detail)}`, { hint });
    }
    onEvent({ kind: 'warning', message: `the warm-up request failed: ${inert(outcome.detail)}` });
  }
  return traces;
}

/** What to do about an answer that every further request would get too; undefined: worth going on. */
function hopeless({ status, outcome }: Exchange, apiKeyEnv: string | undefined): string | undefined {
  if (status === 401 || status === 403) {
    if (apiKeyEnv !== undefined)
      return `The key in ${apiKeyEnv} was refused. Is it the right one, and still valid?`;
    return 'Name the environment variable that holds the API key with --api-key-env, or set a header with --header.';
  }
  if (status === 404 || status === 405) {
    return 'Is this an OpenAI-compatible server? --target is its base URL; POST /v1/chat/completions is sent below it.';
  }
  if (outcome.status === 'miner_error' && outcome.kind === 'connect_refused') {
    return 'The server went away after its health check. Is it still running?';
  }
  return undefined;
}

function nobodyThere(url: string, { problem }: GetReply): BenchError {
  const what =
    problem === 'timeout' ? `did not answer within ${healthTimeoutMs / 1000} s` : (problem ?? 'no answer');
  return new BenchError('preflight', `nothing answers at ${url}: GET /health: ${what}`, {
    hint: hintFor(problem),
  });
}

function hintFor(problem = ''): string {
  if (problem.startsWith('PROXY'))
    return 'The environment names a proxy for it (HTTPS_PROXY, HTTP_PROXY): correct that, or name the target in NO_PROXY.';
  if (/CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)/.test(problem))
    return 'Give the authority of its certificate with --ca FILE, or check none with --insecure.';
  return 'Start the agent first, check the port, or let janus-bench start it: --start "<command>".';
}

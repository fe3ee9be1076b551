import { BenchError } from '../errors/bench-error.js';
import type { Clock } from '../lib/clock.js';
import { maskUrl } from '../lib/mask-secrets.js';
import { profileNamed } from '../mock/profiles.js';
import { openTarget } from '../target/open-target.js';
import type { Target } from '../target/target.js';
import { startEmbedded } from './embedded-server.js';
import { launchMiner } from './launch.js';
import { connectionsOf } from './load-shape.js';
import type { Secrets } from './secrets.js';
import type { Settings } from './settings.js';
import { targetNetwork } from './target-network.js';

/** One response may be this large and no larger: at 300 events a second for the whole 300 s nobody reads along. */
const limits = {
  maxBodyBytes: 32 * 1024 * 1024,
  maxEventBytes: 16 * 1024 * 1024,
  maxEvents: 100_000,
  maxHeaderBytes: 64 * 1024,
} as const;

/** The miner under test, up and reachable as far as we can bring that about. */
export interface Miner extends AsyncDisposable {
  readonly target: Target;
  /** As the result names it: `mock:steady`, or the URL without credentials. */
  readonly shownUrl: string;
  /** The HTTP proxy on the way, without credentials. */
  readonly shownProxy: string | undefined;
}

export interface OpenMinerOptions {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Where a started miner's own output goes. */
  readonly logPath: string;
  readonly signal: AbortSignal;
  /** Names the proxy, where there is one; a started miner gets it without what is the bench's own. */
  readonly env: NodeJS.ProcessEnv;
}

/** Opens connections to `--target`; starts the embedded miner for `mock`, and `--start`'s command. */
export async function openMiner(options: OpenMinerOptions): Promise<Miner> {
  const { settings, secrets, clock, logPath, signal, env } = options;
  const { target: url, start } = settings;
  if (url === undefined) throw new BenchError('usage', 'there is no target', { hint: 'Say --target URL.' });
  const network = await targetNetwork(settings, env);
  const embedded = url.startsWith('mock') ? await startEmbedded(minerArgs(url, settings)) : undefined;
  const target = await openTarget({
    url: embedded?.url ?? url,
    headers: {
      ...(secrets.apiKey === undefined ? {} : { authorization: `Bearer ${secrets.apiKey}` }),
      ...settings.header,
    },
    connections: connectionsOf(settings),
    limits,
    ...network,
  });
  const disposeTarget = async () => {
    await target[Symbol.asyncDispose]();
    await embedded?.[Symbol.asyncDispose]();
  };
  const shown = {
    shownUrl: shownUrl(url, target),
    shownProxy: network.proxy === undefined ? undefined : maskUrl(network.proxy),
  };
  if (start === undefined) return { target, ...shown, [Symbol.asyncDispose]: disposeTarget };
  try {
    const launched = await launchMiner(target, {
      command: start,
      readyTimeoutMs: settings.readyTimeoutMs,
      logPath,
      env: minerEnvironment(env, settings),
      clock,
      signal,
    });
    return {
      target,
      ...shown,
      [Symbol.asyncDispose]: async () => {
        await disposeTarget();
        await launched[Symbol.asyncDispose]();
      },
    };
  } catch (problem) {
    await disposeTarget();
    throw problem;
  }
}

/** The miner gets the environment, but nothing that is about the bench itself: its settings and the judges' keys. */
function minerEnvironment(env: NodeJS.ProcessEnv, { judgeApiKeyEnv = [] }: Settings): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !name.startsWith('JANUS_BENCH_') && !judgeApiKeyEnv.includes(name),
  );
  return Object.fromEntries(kept);
}

/** The port of an embedded miner says nothing; its profile does. */
function shownUrl(url: string, target: Target): string {
  return url.startsWith('mock') ? url : target.url;
}

function minerArgs(url: string, { suite, seed }: Settings): readonly string[] {
  const profile = url.split(':')[1] ?? 'steady';
  profileNamed(profile);
  return ['miner', 'serve', '--profile', profile, '--suite', suite, '--seed', seed];
}

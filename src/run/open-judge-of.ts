import { join } from 'node:path';
import { JudgeBudget } from '../judge/budget.js';
import { openJudge, type JudgeOptions, type OpenJudge } from '../judge/open-judge.js';
import { openPanel } from '../judge/panel.js';
import { FolderVoteCache } from '../judge/vote-cache.js';
import { stateFolder } from '../lib/state-folder.js';
import { personaNamed } from '../mock/judge.js';
import { proxyFor } from '../target/proxy-for.js';
import { startEmbedded } from './embedded-server.js';
import { namedJudges, type NamedJudge } from './named-judges.js';
import type { Secrets } from './secrets.js';
import type { Settings } from './settings.js';
import { readAuthority } from './target-network.js';

export interface JudgeSurroundings {
  /** Names the proxy and the state folder, where there are any. */
  readonly env: NodeJS.ProcessEnv;
  /** What judging of the same run cost before. */
  readonly spentUsd?: number | undefined;
  /** Called once where the cache cannot be written; judging goes on without it. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/** The judge of `--judge-url`, several as a panel; embedded ones for `mock`; undefined where there is none. */
export async function openJudgeOf(
  settings: Settings,
  secrets: Pick<Secrets, 'judgeApiKeys'>,
  surroundings: JudgeSurroundings,
): Promise<OpenJudge | undefined> {
  const common = await commonOptions(settings, surroundings);
  const judges: OpenJudge[] = [];
  try {
    for (const named of namedJudges(settings)) {
      const { price, keyIndex } = named;
      const apiKey = keyIndex === undefined ? undefined : secrets.judgeApiKeys[keyIndex];
      judges.push(await openNamed(named, { ...common, price, apiKey }, surroundings.env));
    }
  } catch (problem) {
    await Promise.all(judges.map((judge) => judge[Symbol.asyncDispose]()));
    throw problem;
  }
  const [first, ...others] = judges;
  return first === undefined ? undefined : openPanel([first, ...others]);
}

type CommonOptions = Omit<JudgeOptions, 'url' | 'model'>;

/** What every judge of a panel shares: limits, budget, cache, certificates. */
async function commonOptions(
  settings: Settings,
  { env, spentUsd, onWarning }: JudgeSurroundings,
): Promise<CommonOptions> {
  const { judgeBudgetUsd, judgeCache, judgeCa } = settings;
  const state = stateFolder(env);
  const folder = judgeCache ?? (state === undefined ? 'off' : join(state, 'judge-cache'));
  const onProblem = (code: string) => onWarning?.(`the judge cache ${folder} is not used: ${code}`);
  return {
    concurrency: settings.judgeConcurrency,
    ratePerSecond: settings.judgeRate,
    timeoutMs: settings.judgeTimeoutMs,
    temperature: settings.judgeTemperature,
    maxTokens: settings.judgeMaxTokens,
    budget: judgeBudgetUsd === undefined ? undefined : new JudgeBudget(judgeBudgetUsd, spentUsd),
    cache: folder === 'off' ? undefined : new FolderVoteCache(folder, { onProblem }),
    network:
      judgeCa === undefined
        ? {}
        : { trust: { ca: await readAuthority(judgeCa, '--judge-ca'), isInsecure: false } },
  };
}

async function openNamed(
  { url, model }: NamedJudge,
  options: CommonOptions,
  env: NodeJS.ProcessEnv,
): Promise<OpenJudge> {
  if (!url.startsWith('mock')) {
    const network = { ...options.network, proxy: proxyFor(url, env) };
    return openJudge({ ...options, network, url, model: model ?? 'default' });
  }
  const persona = url.split(':')[1] ?? 'fair';
  personaNamed(persona);
  const server = await startEmbedded(['judge', 'serve', '--persona', persona]);
  const judge = openJudge({
    ...options,
    ...{ apiKey: undefined, network: {} },
    url: server.url,
    // Its port changes from run to run, and says nothing.
    shownUrl: url,
    model: model ?? `embedded-${persona}`,
  });
  return {
    ...judge,
    [Symbol.asyncDispose]: async () => {
      await judge[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

import { openJudge, type OpenJudge } from '../judge/open-judge.js';
import { personaNamed } from '../mock/judge.js';
import { startEmbedded } from './embedded-server.js';
import type { Secrets } from './secrets.js';
import type { Settings } from './settings.js';

/** The judge of `--judge-url`; the embedded one for `mock`; undefined where there is none. */
export async function openJudgeOf(
  { judgeUrl, judgeModel, seed }: Settings,
  { judgeApiKey }: Secrets,
): Promise<OpenJudge | undefined> {
  if (judgeUrl === undefined) return undefined;
  if (!judgeUrl.startsWith('mock')) {
    return openJudge({ url: judgeUrl, model: judgeModel ?? 'default', apiKey: judgeApiKey, seed });
  }
  const persona = judgeUrl.split(':')[1] ?? 'fair';
  personaNamed(persona);
  const server = await startEmbedded(['judge', 'serve', '--persona', persona]);
  const judge = openJudge({ url: server.url, model: judgeModel ?? `embedded-${persona}`, seed });
  return {
    ...judge,
    identity: { ...judge.identity, url: judgeUrl },
    [Symbol.asyncDispose]: async () => {
      await judge[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

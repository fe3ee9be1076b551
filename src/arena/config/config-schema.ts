import * as z from 'zod';
import { BenchError } from '../../errors/bench-error.js';
import { formatDuration, parseDurationMs } from '../../lib/duration.js';
import { inert } from '../../lib/inert.js';
import { defaultStorePlace } from '../../store/store-place.js';
import { parseTargetUrl } from '../../target/target-url.js';
import { usualStartFloorMs } from '../cadence.js';
import { boardWindows } from '../rank/rank-profile.js';
import { hardTimeoutCapMs } from '../source/contract.js';

/** `arena.yaml` as written. */

const mostAgents = 1_000;
const defaultConcurrency = 64;

const agent = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,99}$/, 'lower-case letters, digits, _ and -'),
  name: shownText(200).optional(),
  provider: shownText(200).optional(),
  url: agentUrl(),
  model: shownText(200),
  version: shownText(100),
  enabled: z.boolean().default(true),
  apiKeyEnv: variableName().optional(),
  price: z
    .strictObject({
      table: shownText(100),
      inputPerMillion: z.number().nonnegative().max(1e6),
      outputPerMillion: z.number().nonnegative().max(1e6),
    })
    .optional(),
  notes: shownText(2_000).optional(),
});

export const arenaConfigSchema = z.strictObject({
  store: z.string().min(1).max(2_000).default(defaultStorePlace),
  source: z.strictObject({ url: sourceUrl(), tokenEnv: variableName().optional() }),
  hosts: z
    .array(z.string().regex(/^[a-z0-9.:[\]_-]{1,253}$/, 'a host name in lower case, without scheme and port'))
    .max(1_000)
    .default([]),
  startFloor: time({ leastMs: 1_000, mostMs: 86_400_000, range: '1s to 24h' }).prefault(
    formatDuration(usualStartFloorMs),
  ),
  hardTimeout: time({ leastMs: 1_000, mostMs: hardTimeoutCapMs, range: '1s to 300s' }).prefault(
    formatDuration(hardTimeoutCapMs),
  ),
  windows: z
    .array(z.enum(boardWindows))
    .min(1)
    .transform((windows) => boardWindows.filter((window) => windows.includes(window)))
    .prefault([...boardWindows]),
  agents: z.array(agent).min(1).max(mostAgents),
  concurrency: z.int().min(1).max(mostAgents).optional(),
  payloads: z.string().min(1).max(2_000).optional(),
  workerId: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'letters, digits, `_`, `-` and `.`, 100 at most')
    .optional(),
});
export type ArenaConfigFile = z.output<typeof arenaConfigSchema>;

/** One at a time would be unfair to who comes last, thousands unfair to all. */
export function concurrencyFor({ concurrency, agents }: ArenaConfigFile): number {
  return concurrency ?? Math.min(agents.length, defaultConcurrency);
}

/** Goes to boards and stores: nothing in it that a terminal or a page would obey. */
function shownText(mostChars: number) {
  return z
    .string()
    .min(1)
    .max(mostChars)
    .refine((text) => inert(text, mostChars) === text, 'one line of plain text, no spaces around it');
}

function variableName() {
  return z.string().regex(/^[A-Za-z_]\w{0,199}$/, 'the name of an environment variable, not its value');
}

function time({ leastMs, mostMs, range }: { leastMs: number; mostMs: number; range: string }) {
  return z.union([z.string(), z.number()]).transform((text, context) => {
    const ms = parseDurationMs(text);
    if (ms !== undefined && ms >= leastMs && ms <= mostMs) return Math.round(ms);
    context.addIssue({ code: 'custom', message: `a time from ${range}` });
    return z.NEVER;
  });
}

function agentUrl() {
  return z
    .string()
    .max(2_000)
    .transform((text, context) => {
      try {
        const { url, authorization } = parseTargetUrl(text);
        if (authorization === undefined) return url;
        context.addIssue({
          code: 'custom',
          message: 'leave the password out: name a variable as `apiKeyEnv`',
        });
      } catch (problem) {
        if (!(problem instanceof BenchError)) throw problem;
        context.addIssue({ code: 'custom', message: 'write an http or https URL without query' });
      }
      return z.NEVER;
    });
}

function sourceUrl() {
  return z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .refine((text) => {
      const { username, password, search, hash } = new URL(text);
      return username === '' && password === '' && search === '' && hash === '';
    }, 'leave out password, query and fragment: name a variable as `tokenEnv`');
}

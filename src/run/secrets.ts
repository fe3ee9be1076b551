import { BenchError } from '../errors/bench-error.js';
import { isJsonObject, type Json } from '../lib/json.js';
import { isSecretName, secretsInCommand } from '../lib/mask-secrets.js';
import { proxyFor } from '../target/proxy-for.js';
import type { Settings } from './settings.js';

/** What must never reach a file, a log or a screen. */
export interface Secrets {
  readonly apiKey?: string | undefined;
  /** In the order in which the settings name them. */
  readonly judgeApiKeys: readonly string[];
  /** Every secret text of the run, for masking whatever might hold one. */
  readonly texts: readonly string[];
}

/** Reads the keys from the variables the settings name. Throws BenchError('usage') where a named variable is not set. */
export function readSecrets(settings: Settings, env: NodeJS.ProcessEnv): Secrets {
  const { apiKeyEnv, judgeApiKeyEnv = [], header, target, judgeUrl = [], start = '', body } = settings;
  const apiKey = keyFrom(env, { variable: apiKeyEnv, flag: '--api-key-env' });
  const judgeApiKeys = judgeApiKeyEnv.flatMap(
    (variable) => keyFrom(env, { variable, flag: '--judge-api-key-env' }) ?? [],
  );
  // Written without a scheme it would not parse, and its password would go unnoticed.
  const proxies = [target ?? '', ...judgeUrl].map((url) =>
    proxyFor(url, env)?.replace(/^(?![a-z][a-z0-9+.-]*:\/\/)/i, 'http://'),
  );
  const texts = [
    ...[apiKey, ...judgeApiKeys].filter((key) => key !== undefined),
    ...Object.entries(header).flatMap(secretsOfHeader),
    ...[target, ...judgeUrl, ...proxies].flatMap(secretsOfUrl),
    ...[...secretsInCommand(start), ...secretsOfMember('', body)].filter(({ length }) => length >= 4),
  ];
  return { apiKey, judgeApiKeys, texts: [...new Set(texts)] };
}

function keyFrom(
  env: NodeJS.ProcessEnv,
  { variable, flag }: { variable: string | undefined; flag: string },
): string | undefined {
  if (variable === undefined) return undefined;
  const key = env[variable]?.trim();
  if (key !== undefined && key !== '') return key;
  throw new BenchError('usage', `${flag} names ${variable}, but that variable is not set`, {
    hint: `Set it first: export ${variable}=…`,
  });
}

/** A header's value counts as secret by its name, or by looking like more than a word. `Bearer KEY` also by its last part. */
function secretsOfHeader([name, value]: readonly [string, string]): readonly string[] {
  const parts = [value, value.split(/\s+/).at(-1) ?? ''];
  return parts.filter((part) => part.length >= (isSecretName(name) ? 4 : 16));
}

/** Texts that stand under a secret-looking name, at any depth. */
function secretsOfMember(name: string, value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return isSecretName(name) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item: Json) => secretsOfMember(name, item));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([inner, member]) => secretsOfMember(inner, member));
}

function secretsOfUrl(url: string | undefined): readonly string[] {
  if (url === undefined || !URL.canParse(url)) return [];
  const { username, password, searchParams } = new URL(url);
  const queried = [...searchParams].filter(([name]) => isSecretName(name)).map(([, value]) => value);
  const parts = [password, decoded(password), ...queried].filter((part) => part.length >= 4);
  return [...parts, ...[username, decoded(username)].filter((part) => part.length >= 8)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

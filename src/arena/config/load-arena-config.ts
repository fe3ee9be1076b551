import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { BenchError } from '../../errors/bench-error.js';
import { diskProblem } from '../../lib/disk-problem.js';
import { isJsonObject, type Json } from '../../lib/json.js';
import { maskUrl } from '../../lib/mask-secrets.js';
import { isPostgresUrl, storePlaceFrom } from '../../store/store-place.js';
import { formatProblem, quoted, sortedProblems, type SuiteProblem } from '../../suite/problem.js';
import { shownPath } from '../../suite/read-source.js';
import { readYaml } from '../../suite/yaml-source.js';
import { check, type Spotted } from '../../suite/zod-problems.js';
import type { ArenaConfig } from './arena-config.js';
import { arenaConfigSchema, concurrencyFor, type ArenaConfigFile } from './config-schema.js';
import type { ConfiguredAgent } from './configured-agent.js';

const maxFileBytes = 1_000_000;

/**
 * Reads `arena.yaml`. Paths in it are relative to the file. Another `store` than the file's, a URL or an absolute path,
 * takes the payloads along unless the file says where they are. Throws BenchError('usage') with every mistake, its line
 * and column.
 */
export async function loadArenaConfig(
  path: string,
  { store }: { readonly store?: string | undefined } = {},
): Promise<ArenaConfig> {
  const shown = shownPath(resolve(path));
  const source = readYaml(shown, await readText(path));
  if (source.problems.length > 0) throw configError(shown, source.problems);
  const checked = check(arenaConfigSchema, source.value ?? null);
  const wrong = checked.kind === 'wrong' ? checked.problems : [];
  const problems = [...wrong, ...doubles(source.value)].map((spotted): SuiteProblem => {
    const place = source.locate(spotted.path, spotted.at);
    return { ...place, level: 'error', what: withoutSecrets(spotted), fix: spotted.fix };
  });
  if (checked.kind === 'wrong' || problems.length > 0) throw configError(shown, problems);
  const { value } = checked;
  return complete(store === undefined ? value : { ...value, store }, dirname(resolve(path)));
}

/** Looked for in what was written, so that another mistake hides none of them. */
function doubles(file: Json | undefined): readonly Spotted[] {
  const agents = isJsonObject(file) && Array.isArray(file['agents']) ? (file['agents'] as Json[]) : [];
  const seen = new Set<string>();
  return agents.flatMap((agent, index): Spotted[] => {
    const id = isJsonObject(agent) ? agent['id'] : undefined;
    if (typeof id !== 'string') return [];
    const isDouble = seen.has(id);
    seen.add(id);
    const what = `a second agent ${quoted(id)}`;
    return isDouble
      ? [{ path: ['agents', index, 'id'], at: 'value', what, fix: 'give it an id of its own' }]
      : [];
  });
}

/** Somebody may have written a key where its variable's name belongs. */
function withoutSecrets({ path, what }: Spotted): string {
  const name = String(path.at(-1));
  return name.endsWith('Env') ? `"${name}" is no name of a variable` : maskUrl(what);
}

function complete(file: ArenaConfigFile, folder: string): ArenaConfig {
  const { store, source, hosts, startFloor, hardTimeout, windows, agents, payloads, workerId } = file;
  const storePlace = storePlaceFrom(folder, store);
  const payloadFolder = isPostgresUrl(store)
    ? resolve(folder, 'janus-payloads')
    : join(storePlace, 'payloads');
  return {
    store: storePlace,
    source: { url: source.url, tokenEnv: source.tokenEnv },
    hosts: [...new Set(hosts)],
    startFloorMs: startFloor,
    hardTimeoutMs: hardTimeout,
    windows,
    agents: agents.map(completeAgent),
    concurrency: concurrencyFor(file),
    payloadFolder: payloads === undefined ? payloadFolder : resolve(folder, payloads),
    workerId: workerId ?? drawWorkerId(),
  };
}

function completeAgent(agent: ArenaConfigFile['agents'][number]): ConfiguredAgent {
  const { id, name = id, provider, url, model, version, enabled, apiKeyEnv, price, notes } = agent;
  return { id, name, provider, url, model, version, enabled, apiKeyEnv, price, notes };
}

function drawWorkerId(): string {
  const host = hostname()
    .replace(/[^\w.-]/g, '')
    .slice(0, 60);
  return `${host === '' ? 'worker' : host}-${randomBytes(4).toString('hex')}`;
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > maxFileBytes)
      throw new BenchError('usage', `${path} is over ${maxFileBytes} bytes: no arena configuration`);
    return await readFile(path, 'utf8');
  } catch (problem) {
    throw diskProblem(problem, path);
  }
}

function configError(shown: string, problems: readonly SuiteProblem[]): BenchError {
  const lines = sortedProblems(problems).map(formatProblem);
  const count = lines.length === 1 ? '1 mistake' : `${lines.length} mistakes`;
  return new BenchError('usage', [`${shown} has ${count}`, ...lines].join('\n'), {
    hint: 'Mend the lines above; docs/arena.md has every key.',
  });
}

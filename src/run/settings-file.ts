import { readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { BenchError } from '../errors/bench-error.js';
import { diskProblem, errnoOf } from '../lib/disk-problem.js';
import { isJsonObject, type Json } from '../lib/json.js';
import { formatProblem } from '../suite/problem.js';
import { readYaml, type YamlSource } from '../suite/yaml-source.js';
import type { RawSetting, SettingLayer } from './layered-settings.js';
import { unknownName } from './setting-layers.js';
import { fileKeyOf, settingKeys, settingRow, type SettingKey } from './setting-table.js';
import { settingProblem } from './settings.js';

export const settingsFileName = 'janus-bench.yaml';

const maxFileBytes = 1_000_000;

export interface SettingsFile {
  /** As a person in `cwd` would name it. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/**
 * The file that `--config` or JANUS_BENCH_CONFIG names (`none`: no file); else the nearest `janus-bench.yaml` from
 * `cwd` up to the root of its git repository. Outside of one only `cwd` is looked at: a file may hold a command to
 * start, so it is never taken from a folder that others share.
 */
export async function readSettingsFile(
  cwd: string,
  named: string | undefined,
): Promise<SettingsFile | undefined> {
  if (named === 'none') return undefined;
  const path = named === undefined ? await findFile(cwd) : resolve(cwd, named);
  if (path === undefined) return undefined;
  return { name: relative(cwd, path), path, text: await readText(path) };
}

async function findFile(cwd: string): Promise<string | undefined> {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const path = join(folder, settingsFileName);
    if (await exists(path)) return (await isInRepository(cwd, folder)) ? path : undefined;
    if ((await exists(join(folder, '.git'))) || dirname(folder) === folder) return undefined;
  }
}

/** Whether some folder from `folder` up holds `.git`, or there was no step up to get there. */
async function isInRepository(cwd: string, folder: string): Promise<boolean> {
  if (resolve(cwd) === folder) return true;
  for (let above = folder; ; above = dirname(above)) {
    if (await exists(join(above, '.git'))) return true;
    if (dirname(above) === above) return false;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (problem) {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(errnoOf(problem) ?? '')) return false;
    throw diskProblem(problem, path);
  }
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > maxFileBytes)
      throw new BenchError('usage', `${path} is over ${maxFileBytes} bytes: no settings file`);
    return await readFile(path, 'utf8');
  } catch (problem) {
    throw diskProblem(problem, path);
  }
}

/**
 * The file's settings, each with its line, and every problem of theirs in the order of the lines. Paths in the file are
 * relative to it, and come out relative to `cwd`.
 */
export function fileLayer({ name, path, text }: SettingsFile, cwd: string): SettingLayer {
  const source = readYaml(name, text);
  const content = source.value ?? null;
  if (source.problems.length > 0) return { values: {}, problems: source.problems.map(formatProblem) };
  if (content === null) return { values: {}, problems: [] };
  if (!isJsonObject(content))
    return { values: {}, problems: [`${name}:1:1 settings are a map (\`name: value\`)`] };
  const known = new Map(settingKeys.map((key) => [fileKeyOf(key), key]));
  const values: Partial<Record<SettingKey, RawSetting>> = {};
  const problems: { readonly line: number; readonly text: string }[] = [];
  for (const [fileKey, value] of Object.entries(content)) {
    const key = known.get(fileKey);
    const { line } = source.locate([fileKey], 'key');
    if (key === undefined) {
      const place = `${placeOf(source, fileKey)}: "${fileKey}"`;
      problems.push({ line, text: unknownName(place, fileKey, [...known.keys()]) });
      continue;
    }
    const raw = fromFolder({ key, value, folder: dirname(path), cwd });
    const problem = raw === undefined ? undefined : settingProblem(key, raw);
    if (problem === undefined) {
      values[key] = { raw, from: `${name}:${line}` };
      continue;
    }
    // Kept, so that a required setting is not also called missing; the layers tell the same problem once.
    const from = `${placeOf(source, fileKey)}: ${fileKey}`;
    values[key] = { raw, from };
    problems.push({ line, text: `${from}: ${problem}` });
  }
  return {
    values,
    problems: problems.sort((left, right) => left.line - right.line).map(({ text }) => text),
  };
}

function placeOf(source: YamlSource, fileKey: string): string {
  const { line, column } = source.locate([fileKey], 'key');
  return `${source.file}:${line}:${column}`;
}

interface FileValue {
  readonly key: SettingKey;
  readonly value: Json | undefined;
  readonly folder: string;
  readonly cwd: string;
}

function fromFolder({ key, value, folder, cwd }: FileValue): Json | undefined {
  const isRelative =
    typeof value === 'string' &&
    !(key === 'judgeCache' && value === 'off') &&
    (settingRow(key).isPath === true || (key === 'suite' && /^\.\.?(?:[\\/]|$)/.test(value)));
  if (!isRelative || isAbsolute(value)) return value;
  const fromCwd = relative(cwd, resolve(folder, value));
  return key === 'suite' && !fromCwd.startsWith('.') ? `./${fromCwd}` : fromCwd || '.';
}

import { readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { BenchError } from '../errors/bench-error.js';
import { diskProblem, errnoOf } from '../lib/disk-problem.js';
import { isJsonObject, type Json } from '../lib/json.js';
import { formatProblem } from '../suite/problem.js';
import { readYaml, type YamlSource } from '../suite/yaml-source.js';
import { readReporterList, reporterText } from '../report/reporter-list.js';
import { readGateSection, readMinimumSection } from './gate-sections.js';
import { readLeaderboardSection } from './leaderboard-section.js';
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
  const problems: PlacedProblem[] = [];
  for (const [fileKey, value] of Object.entries(content)) {
    const key = known.get(fileKey);
    const { line } = source.locate([fileKey], 'key');
    if (fileKey === leaderboardKey) {
      problems.push(...leaderboardProblems(source, value));
      continue;
    }
    if (key === undefined) {
      const place = `${placeOf(source, fileKey)}: "${fileKey}"`;
      problems.push({ line, text: unknownName(place, fileKey, [...known.keys()]) });
      continue;
    }
    const wrong = sectionProblems(source, key, value);
    if (wrong.length > 0) {
      problems.push(...wrong);
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

/** A section that only the `leaderboard` commands read. */
export const leaderboardKey = 'leaderboard';

/** What is wrong within it, each at its own line and column. */
export function leaderboardProblems(source: YamlSource, value: Json | undefined): readonly PlacedProblem[] {
  const read = readLeaderboardSection(value);
  if (read.kind === 'ok') return [];
  return read.problems.map(({ path, at, what, fix }) => {
    const { line, column } = source.locate([leaderboardKey, ...path], at);
    return { line, text: `${source.file}:${line}:${column}: ${leaderboardKey}: ${what}; ${fix}` };
  });
}

export interface PlacedProblem {
  readonly line: number;
  readonly text: string;
}

/** What is wrong within the bars of a gate, each at its own line and column; a value that is no map is told like any other. */
function sectionProblems(
  source: YamlSource,
  key: SettingKey,
  value: Json | undefined,
): readonly PlacedProblem[] {
  if ((key !== 'gate' && key !== 'min') || !isJsonObject(value)) return [];
  const read = key === 'gate' ? readGateSection(value) : readMinimumSection(value);
  if (read.kind === 'ok') return [];
  return read.problems.map(({ path, at, what, fix }) => {
    const { line, column } = source.locate([key, ...path], at);
    return { line, text: `${source.file}:${line}:${column}: ${key}: ${what}; ${fix}` };
  });
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
  if (key === 'reporter') return reportersFrom({ value, folder, cwd });
  if (typeof value !== 'string' || !isRelativePath(key, value)) return value;
  const fromCwd = relative(cwd, resolve(folder, value));
  const staysPath = (key === 'suite' || key === 'baseline') && !fromCwd.startsWith('.');
  return staysPath ? `./${fromCwd}` : fromCwd || '.';
}

/** Suites have names and runs have ids besides: there only what looks like a path is one. */
function isRelativePath(key: SettingKey, value: string): boolean {
  if (isAbsolute(value) || (key === 'judgeCache' && value === 'off')) return false;
  if (key === 'suite') return /^\.\.?(?:[\\/]|$)/.test(value);
  if (key === 'baseline') return /[\\/]|\.json$/.test(value);
  return settingRow(key).isPath === true;
}

/** The files of a list of reporters, from `cwd`. A list that is none stays as it is: the problem is told elsewhere. */
function reportersFrom({ value, folder, cwd }: Omit<FileValue, 'key'>): Json | undefined {
  const texts = (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
  const { reporters, problems } = readReporterList(texts);
  if (problems.length > 0 || texts.length === 0) return value;
  return reporters.map(({ name, path }) =>
    reporterText({ name, path: path === undefined ? path : relative(cwd, resolve(folder, path)) }),
  );
}

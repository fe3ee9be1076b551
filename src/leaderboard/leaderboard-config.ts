import { dirname, resolve } from 'node:path';
import { BenchError } from '../errors/bench-error.js';
import { isJsonObject } from '../lib/json.js';
import { readLeaderboardSection, type LeaderboardSection } from '../run/leaderboard-section.js';
import {
  leaderboardKey,
  leaderboardProblems,
  readSettingsFile,
  type PlacedProblem,
} from '../run/settings-file.js';
import { storePlaceFrom } from '../store/store-place.js';
import { formatProblem } from '../suite/problem.js';
import { readYaml } from '../suite/yaml-source.js';

/**
 * The `leaderboard:` section of the settings file, its paths absolute; empty where there is no file or no section. Throws
 * BenchError('usage') with every mistake and its place.
 */
export async function loadLeaderboardConfig(
  cwd: string,
  named: string | undefined,
): Promise<LeaderboardSection> {
  const file = await readSettingsFile(cwd, named);
  if (file === undefined) return {};
  const source = readYaml(file.name, file.text);
  const content = source.value;
  const section = isJsonObject(content) ? content[leaderboardKey] : undefined;
  const problems =
    source.problems.length > 0
      ? source.problems.map(formatProblem)
      : section === undefined
        ? []
        : sortedTexts(leaderboardProblems(source, section));
  if (problems.length > 0) throw new BenchError('usage', problems.join('\n'));
  const read = section === undefined ? undefined : readLeaderboardSection(section);
  return read?.kind === 'ok' ? located(read.value, dirname(file.path)) : {};
}

/** In the order of their lines. */
function sortedTexts(problems: readonly PlacedProblem[]): readonly string[] {
  return problems.toSorted((left, right) => left.line - right.line).map(({ text }) => text);
}

function located({ publicKeys, store, ...section }: LeaderboardSection, folder: string): LeaderboardSection {
  return {
    ...section,
    ...(publicKeys === undefined ? {} : { publicKeys: publicKeys.map((path) => resolve(folder, path)) }),
    ...(store === undefined ? {} : { store: storePlaceFrom(folder, store) }),
  };
}

import { readdir } from 'node:fs/promises';
import { BenchError } from '../../errors/bench-error.js';
import { diskProblem } from '../../lib/disk-problem.js';
import { digestOf } from '../../lib/digest.js';
import type { JsonObject } from '../../lib/json.js';
import { problemsError, sortedProblems, type SuiteProblem } from '../../suite/problem.js';
import { problemOf, readSource } from '../../suite/read-source.js';
import { check } from '../../suite/zod-problems.js';
import type { YamlSource } from '../../suite/yaml-source.js';
import { corpusFileSchema, type CorpusCase, type CorpusFile } from './corpus-schema.js';
import { plainUrl } from './evaluate.js';
import { payloadOf } from './payload-of.js';

export interface Corpus {
  readonly version: string;
  /** By id, each once. */
  readonly cases: readonly CorpusCase[];
  readonly payloads: ReadonlyMap<string, { readonly payload: JsonObject; readonly sha256: string }>;
  readonly pages: ReadonlyMap<string, JsonObject>;
}

interface ReadFile {
  readonly source: YamlSource;
  readonly file: CorpusFile | undefined;
  readonly problems: readonly SuiteProblem[];
}

/** All `*.yaml` of a folder as one corpus. Throws BenchError('usage') with every mistake, its file, line and column. */
export async function loadCorpus(folder: string): Promise<Corpus> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw diskProblem(cause, folder);
  });
  const yaml = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  if (yaml.length === 0) {
    throw new BenchError('usage', `there is no YAML file in ${folder}`, {
      hint: 'A corpus is a folder of *.yaml files with `cases:`.',
    });
  }
  const files = await Promise.all(yaml.map((name) => readCorpusFile(folder, name)));
  const problems = [...files.flatMap((file) => file.problems), ...doubles(files)];
  if (problems.length > 0) throw problemsError(folder, sortedProblems(problems));
  const parts = files.flatMap(({ file }) => file ?? []);
  const cases = parts.flatMap((part) => part.cases).sort((left, right) => (left.id < right.id ? -1 : 1));
  const payloads = cases.map((one) => {
    const payload = payloadOf(one);
    return [one.id, { payload, sha256: digestOf(payload) }] as const;
  });
  const pages = parts.flatMap((part) => Object.entries(part.pages));
  return {
    version: parts.find(({ version }) => version !== undefined)?.version ?? '1',
    cases,
    payloads: new Map(payloads),
    pages: new Map(pages.map(([url, state]) => [plainUrl(url), state as JsonObject])),
  };
}

async function readCorpusFile(folder: string, name: string): Promise<ReadFile> {
  const { source, problems, refusal } = await readSource(folder, name);
  if (refusal !== undefined)
    return { source, file: undefined, problems: [problemOf(source.file, refusal.what, refusal.fix)] };
  if (problems.length > 0) return { source, file: undefined, problems };
  const checked = check(corpusFileSchema, source.value ?? null);
  if (checked.kind === 'ok') return { source, file: checked.value, problems: [] };
  const found = checked.problems.map(({ path, at, what, fix }): SuiteProblem => {
    return { ...source.locate(path, at), level: 'error', what, fix };
  });
  return { source, file: undefined, problems: found };
}

/** Ids that two cases share: an evaluation could not tell them apart. */
function doubles(files: readonly ReadFile[]): readonly SuiteProblem[] {
  const seen = new Set<string>();
  return files.flatMap(({ source, file }) =>
    (file?.cases ?? []).flatMap(({ id }, index): SuiteProblem[] => {
      if (!seen.has(id)) {
        seen.add(id);
        return [];
      }
      const place = source.locate(['cases', index, 'id']);
      return [{ ...place, level: 'error', what: `a second case ${id}`, fix: 'give it an id of its own' }];
    }),
  );
}

import { stat } from 'node:fs/promises';
import * as z from 'zod';
import { BenchError } from '../errors/bench-error.js';
import type { ExitReason } from '../errors/exit-codes.js';
import { inert } from '../lib/inert.js';
import { appendOutput, requireWritable, writeOutput } from '../lib/write-output.js';
import { boundMarkdown } from '../report/bound-markdown.js';
import { renderAnnotations, withoutCommands, type GithubReport } from '../report/github.js';
import { renderComment } from '../report/markdown-comment.js';
import type { PageOptions } from '../report/page.js';
import { isOnStdout, readReporterList, type Reporter, type ReporterName } from '../report/reporter-list.js';
import { columnsOf, pathFrom, wantsColor, type Io } from './io.js';

/** What a command can tell of its result, by reporter; each is made only if it was asked for. */
export interface ReporterTexts extends Readonly<
  Partial<Record<Exclude<ReporterName, 'github'>, (page: PageOptions) => Text>>
> {
  readonly github?: () => GithubReport | Promise<GithubReport>;
}
type Text = string | Promise<string>;

/** For `readOptions`: the reporters that were asked for, of those that the command has. */
export function reporterOption(offered: readonly ReporterName[]) {
  return z
    .array(z.string())
    .default([])
    .transform((texts, context): readonly Reporter[] => {
      const { reporters, problems } = readReporterList(texts);
      const strange = reporters
        .filter(({ name }) => !offered.includes(name))
        .map(({ name }) => `${name} is no reporter of this command: there are ${offered.join(', ')}`);
      for (const message of [...problems, ...strange]) context.addIssue({ code: 'custom', message });
      return reporters;
    });
}

interface Usual {
  readonly json: boolean;
  /** Without `--reporter`. */
  readonly usual: readonly Reporter[];
}

/** What was asked for, with `--json` as one of them. Throws BenchError('usage') where stdout is to carry two things. */
export function chosenReporters(given: readonly Reporter[], { json, usual }: Usual): readonly Reporter[] {
  if (!json) return given.length === 0 ? usual : given;
  const spoken = given.find(isOnStdout);
  if (spoken === undefined) return [{ name: 'json', path: undefined }, ...given];
  if (spoken.name === 'json') return given;
  throw new BenchError('usage', `stdout already carries the JSON of --json, not ${spoken.name}`, {
    hint: `Give it a file: --reporter ${spoken.name}=PATH.`,
  });
}

/** Finds out before the work whether every file can be written. Throws BenchError('usage') that names all that cannot. */
export async function requireReporters(reporters: readonly Reporter[], io: Pick<Io, 'cwd'>): Promise<void> {
  const problems: string[] = [];
  for (const { path } of reporters) {
    try {
      if (path !== undefined) await requireWritable(pathFrom(io, path));
    } catch (problem) {
      if (!(problem instanceof BenchError)) throw problem;
      problems.push(problem.message);
    }
  }
  if (problems.length === 0) return;
  throw new BenchError('usage', problems.join('\n'), { hint: 'Name other files in --reporter.' });
}

export interface ReportCall {
  readonly reporters: readonly Reporter[];
  readonly texts: ReporterTexts;
  readonly io: Io;
  /** Of the table on stdout; left out: the terminal's. */
  readonly columns?: number | undefined;
}

/**
 * Tells a result in every form that was asked for. One that cannot be told stops no other: what was wrong stands on
 * stderr, and `usage` comes back; else `ok`.
 */
export async function writeReports({ reporters, texts, io, columns }: ReportCall): Promise<ExitReason> {
  const isOnGithub = io.env['GITHUB_ACTIONS'] === 'true';
  let reason: ExitReason = 'ok';
  for (const reporter of reporters) {
    try {
      await writeReport(reporter, { texts, io, columns, isOnGithub });
    } catch (problem) {
      if (!(problem instanceof BenchError)) throw problem;
      io.stderr.write(`error: ${reporter.name}: ${inert(problem.message, 1_000)}\n`);
      if (problem.hint !== undefined) io.stderr.write(`hint: ${problem.hint}\n`);
      reason = 'usage';
    }
  }
  return reason;
}

interface Writing extends Omit<ReportCall, 'reporters'> {
  readonly isOnGithub: boolean;
}

/** A file is read anywhere: no colour, and a width that suits most. */
const filePage: PageOptions = { columns: 100, color: false };

async function writeReport(reporter: Reporter, { texts, io, columns, isOnGithub }: Writing): Promise<void> {
  const { name, path } = reporter;
  if (name === 'github') return writeGithub(await texts.github?.(), { path, io });
  const page = { columns: columns ?? columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) };
  const text = await texts[name]?.(path === undefined ? page : filePage);
  if (text === undefined) throw new BenchError('usage', 'there is no such report of this');
  if (path !== undefined) return writeOutput(pathFrom(io, path), text);
  const isForPeople = name === 'table' || name === 'markdown';
  if (isOnStdout(reporter)) io.stdout.write(isOnGithub && isForPeople ? withoutCommands(text) : text);
}

/** GitHub takes 1 MiB of summary a step. */
const summaryBytes = 1_048_576;

/** Annotations on stderr, which GitHub reads as it does stdout; the summary where the runner says; a comment in a file. */
async function writeGithub(
  report: GithubReport | undefined,
  { path, io }: { readonly path: string | undefined; readonly io: Io },
): Promise<void> {
  if (report === undefined) return;
  io.stderr.write(renderAnnotations(report.annotations));
  if (path !== undefined) await writeOutput(pathFrom(io, path), renderComment(report));
  const summary = io.env['GITHUB_STEP_SUMMARY'] ?? '';
  if (io.env['GITHUB_ACTIONS'] !== 'true' || summary === '') return;
  const before = (await stat(summary).catch(() => undefined))?.size ?? 0;
  const room = summaryBytes - before;
  if (room > 10_000) await appendOutput(summary, boundMarkdown(`${report.markdown}\n`, room));
}

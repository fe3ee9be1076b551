import { BenchError } from '../errors/bench-error.js';
import type { JudgeUse } from '../judge/judge-use.js';
import { attemptNotThere, namedAttempt } from './named-attempt.js';
import { isJsonObject, parseJson, type Json } from '../lib/json.js';
import { readLines, type FileLine } from '../lib/read-lines.js';
import { validate } from '../lib/validate.js';
import { attemptRecordSchema, type AttemptRecord } from './attempt-record.js';
import { judgeUseLineSchema } from './judge-use.js';
import { extendHeader, extendedLineSchema, type ExtendedLine } from './extended-line.js';
import { taskClasses } from '../suite/task.js';
import { resumeLineSchema, type ResumeLine } from './resume-line.js';
import { runHeaderSchema, type RunHeader } from './run-header.js';
import type { Lighten } from './stored-transcripts.js';
import { requireKnownVersion } from './upgrade.js';

/** A journal as far as it was written. */
export interface Journal {
  /** What was planned in the end: the first line, and what later lines added to it. */
  readonly header: RunHeader;
  /** In the order they finished; of several lines with one id the first. */
  readonly records: readonly AttemptRecord[];
  readonly resumedAt: readonly string[];
  /** What judging took that no attempt's line holds. */
  readonly judgeUse: readonly JudgeUse[];
  /** Trace contexts of all unscored requests. */
  readonly warmUpTraces: readonly string[];
  /** The last line, if the writer died within it: not an attempt, cut by the next resume. */
  readonly tornTail: TornTail | undefined;
  /** Ids that were found again after their first line. */
  readonly duplicates: readonly string[];
}

export interface TornTail {
  readonly line: number;
  /** Byte offset from which the file is to be cut. */
  readonly offset: number;
}

type JournalLine =
  | { readonly kind: 'header'; readonly header: RunHeader }
  | { readonly kind: 'attempt'; readonly record: AttemptRecord }
  | { readonly kind: 'resume'; readonly resume: ResumeLine }
  | { readonly kind: 'judge-use'; readonly use: JudgeUse }
  | { readonly kind: 'extended'; readonly extended: ExtendedLine }
  | { readonly kind: 'torn'; readonly tail: TornTail };

/**
 * `lighten`: what is kept of each attempt, if not all. Throws BenchError('usage'): no header, a damaged line that is not the last, an attempt that was not planned, a newer
 * version; each with file:line.
 */
export async function readJournal(path: string, lighten?: Lighten): Promise<Journal> {
  let header: RunHeader | undefined;
  let tornTail: TornTail | undefined;
  const records = new Map<string, AttemptRecord>();
  const resumedAt: string[] = [];
  const judgeUse: JudgeUse[] = [];
  const warmUpTraces: string[] = [];
  const duplicates: string[] = [];
  for await (const { line: at, entry: line } of placedJournalLines(path)) {
    if (line.kind === 'header') header = line.header;
    else if (line.kind === 'extended') header = header && extendHeader(header, line.extended);
    else if (line.kind === 'torn') tornTail = line.tail;
    else if (line.kind === 'judge-use') judgeUse.push(line.use);
    else if (line.kind === 'resume') {
      resumedAt.push(line.resume.resumedAt);
      warmUpTraces.push(...line.resume.warmUpTraces);
    } else if (records.has(line.record.attemptId)) duplicates.push(line.record.attemptId);
    else records.set(line.record.attemptId, lighten?.(line.record, at) ?? line.record);
  }
  if (header === undefined) throw noHeader(path);
  warmUpTraces.push(...header.warmUpTraces);
  return { header, records: [...records.values()], resumedAt, judgeUse, warmUpTraces, tornTail, duplicates };
}

/**
 * One attempt out of a journal of any size, and the header. In a run of one repeat the task's id is enough. Throws
 * BenchError('usage') where there is none with this id.
 */
export async function readAttempt(
  path: string,
  name: string,
): Promise<{ readonly header: RunHeader; readonly record: AttemptRecord }> {
  let header: RunHeader | undefined;
  let attemptId: string | undefined;
  for await (const line of journalLines(path)) {
    if (line.kind === 'header') {
      header = line.header;
      attemptId = namedAttempt(header, name);
    }
    if (header !== undefined && line.kind === 'extended') {
      header = extendHeader(header, line.extended);
      attemptId ??= namedAttempt(header, name);
    }
    if (header !== undefined && line.kind === 'attempt' && line.record.attemptId === attemptId) {
      return { header, record: line.record };
    }
  }
  if (header === undefined) throw noHeader(path);
  throw attemptNotThere(header, name);
}

async function* journalLines(path: string): AsyncGenerator<JournalLine, void, undefined> {
  for await (const { entry } of placedJournalLines(path)) yield entry;
}

/** A line of a journal and where it stands. */
export interface PlacedJournalLine {
  readonly line: FileLine;
  readonly entry: JournalLine;
}

/**
 * The lines one by one, each checked; throws as `readJournal` does. A line counts once its newline is there: a resume
 * cuts at the last one.
 */
export async function* placedJournalLines(path: string): AsyncGenerator<PlacedJournalLine, void, undefined> {
  let planned: Set<string> | undefined;
  let damaged: FileLine | undefined;
  for await (const line of readLines(path)) {
    if (damaged !== undefined) throw damagedLine(path, damaged);
    const value = line.isTerminated ? parseJson(line.text) : undefined;
    if (value === undefined) {
      damaged = line;
    } else if (planned === undefined) {
      const header = headerOf(value, path);
      planned = new Set(header.order);
      yield { line, entry: { kind: 'header', header } };
    } else {
      const entry = entryOf(value, { where: `${path}:${line.number}`, planned });
      if (entry.kind === 'extended') for (const id of entry.extended.order) planned.add(id);
      yield { line, entry };
    }
  }
  if (damaged === undefined) return;
  const tail = { line: damaged.number, offset: damaged.offset };
  yield { line: damaged, entry: { kind: 'torn', tail } };
}

function headerOf(value: Json, path: string): RunHeader {
  const where = `${path}:1`;
  const known = requireKnownVersion(value, { schema: 'janus-bench/journal', version: 1, where });
  const header = validate(runHeaderSchema, known, { where });
  const stray = header.tasks.find(
    (task) => !(task.category in header.suite.categories) || !taskClasses.some((name) => name === task.class),
  );
  if (stray === undefined) return header;
  throw new BenchError('usage', `${where} the task ${stray.id} is of an unknown category or class`);
}

function entryOf(
  value: Json,
  { where, planned }: { readonly where: string; readonly planned: ReadonlySet<string> },
): JournalLine {
  const schema =
    [schemas.resume, schemas.judgeUse, schemas.extended].find((name) => isOf(value, name)) ?? schemas.attempt;
  const known = requireKnownVersion(value, { schema, version: 1, where });
  if (schema === schemas.resume)
    return { kind: 'resume', resume: validate(resumeLineSchema, known, { where }) };
  if (schema === schemas.judgeUse)
    return { kind: 'judge-use', use: validate(judgeUseLineSchema, known, { where }).use };
  if (schema === schemas.extended)
    return { kind: 'extended', extended: validate(extendedLineSchema, known, { where }) };
  const record = validate(attemptRecordSchema, known, { where });
  const isNamedRight = record.attemptId === `${record.taskId}#${record.repeat}`;
  if (isNamedRight && planned.has(record.attemptId)) return { kind: 'attempt', record };
  throw new BenchError('usage', `${where} the attempt ${record.attemptId} was not planned by this run`, {
    hint: 'Two journals may have been joined: the first line names every attempt of this one.',
  });
}

const schemas = {
  attempt: 'janus-bench/attempt',
  resume: 'janus-bench/resume',
  judgeUse: 'janus-bench/judge-use',
  extended: 'janus-bench/extended',
} as const;

function isOf(value: Json, schema: string): boolean {
  return isJsonObject(value) && value['schema'] === schema;
}

function noHeader(path: string): BenchError {
  return new BenchError('usage', `${path} has no header line: the run ended before it began`, {
    hint: 'Remove the folder and run again.',
  });
}

function damagedLine(path: string, { number }: FileLine): BenchError {
  return new BenchError('usage', `${path}:${number} is not JSON, and it is not the last line`, {
    hint: 'Only a last line can be torn by a crash. This file was changed or damaged: restore it from a copy.',
  });
}

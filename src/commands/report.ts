import * as z from 'zod';
import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import { renderAttemptPage } from '../report/attempt-page.js';
import { renderCurl } from '../report/curl.js';
import { renderAttemptJson } from '../report/json.js';
import type { PageOptions } from '../report/page.js';
import { reporterNames, type Reporter } from '../report/reporter-list.js';
import type { AttemptRecord } from '../results/attempt-record.js';
import { findRun } from '../results/find-run.js';
import { readAttempt } from '../results/journal-file.js';
import { readRun } from '../results/read-run.js';
import type { RunHeader } from '../results/run-header.js';
import { suiteSearchPath } from '../suite/find-suite.js';
import type { CommandAction } from './command.js';
import { columnsOf, pathFrom, wantsColor, type Io } from './io.js';
import { putBackImages } from './put-back-images.js';
import { reporterOption, requireReporters, writeReports } from './reporters.js';
import { runReference } from './run-reference.js';
import { runTexts } from './run-reports.js';
import { isOn, readOptions, wholeFrom, word } from './read-options.js';

const formats = ['table', 'markdown', 'html', 'csv', 'json', 'jsonl', 'junit'] as const;
type Format = (typeof formats)[number];

/** `report`: a run in every form that is asked for, or one attempt of it as text on stdout. */
export const report: CommandAction = async (call) => {
  const { io, operands } = call;
  const { reporter, attempt, curl, columns, output, ...asked } = readOptions(call, {
    format: word(formats).optional(),
    reporter: reporterOption(reporterNames),
    attempt: z.string().optional(),
    curl: isOn,
    columns: wholeFrom(20, 1_000).optional(),
    output: z.string().default('janus-results'),
  });
  checkTogether({ ...asked, reporter, attempt, curl });
  const { format = 'table' } = asked;
  const page = { columns: columns ?? columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) };
  const results = pathFrom(io, output);
  if (attempt === undefined) {
    await requireReporters(reporter, io);
    const { result, notes, place } = await readRun(operands[0], results);
    const reporters = reporter.length === 0 ? [{ name: format, path: undefined }] : reporter;
    const texts = runTexts({
      result,
      notes,
      journal: place.journal,
      reference: runReference({ runId: result.run.id, folder: place.folder }, io),
    });
    return writeReports({ reporters, texts, io, columns });
  }
  const { journal } = await findRun(operands[0], results);
  if (journal === undefined) {
    throw new BenchError('usage', 'an attempt is read from the journal (attempts.jsonl), and there is none', {
      hint: 'Name the run folder.',
    });
  }
  const found = await readAttempt(journal, attempt);
  io.stdout.write(curl ? await curlOf(found, io) : attemptText(found, format, page));
  return 'ok';
};

interface Asked {
  readonly format?: Format | undefined;
  readonly reporter: readonly Reporter[];
  readonly attempt: string | undefined;
  readonly curl: boolean;
}

function checkTogether({ reporter, attempt, curl, ...asked }: Asked): void {
  const { format = 'table' } = asked;
  if (reporter.length > 0 && (attempt !== undefined || asked.format !== undefined)) {
    throw new BenchError('usage', '--reporter tells a whole run, and says in which formats', {
      hint: 'Leave out --reporter, or --attempt and --format.',
    });
  }
  if (curl && attempt === undefined) {
    throw new BenchError('usage', '--curl repeats the requests of one attempt', {
      hint: 'Say which: --attempt ID.',
    });
  }
  if (curl && format !== 'table') {
    throw new BenchError('usage', `--curl prints a shell command, not ${format}`, {
      hint: 'Leave out --format or --curl.',
    });
  }
  if (attempt !== undefined && format !== 'table' && format !== 'json') {
    throw new BenchError('usage', `one attempt is shown as text or as JSON, not as ${format}`, {
      hint: 'Leave out --format, or say --format json.',
    });
  }
}

interface FoundAttempt {
  readonly header: RunHeader;
  readonly record: AttemptRecord;
}

function attemptText(found: FoundAttempt, format: Format, page: PageOptions): string {
  return format === 'json' ? renderAttemptJson(found.record) : renderAttemptPage(found, page);
}

/** Every request of the attempt, secrets as environment variables. */
async function curlOf({ header, record }: FoundAttempt, io: Io): Promise<string> {
  const { target, settings } = header;
  const { requests, notes } = await putBackImages(header, record, suiteSearchPath(io.env));
  for (const note of notes) io.stderr.write(`note: ${inert(note, 500)}\n`);
  const apiKeyEnv = settings['apiKeyEnv']?.value;
  const headers = z
    .record(z.string(), z.string())
    .catch({})
    .parse(settings['header']?.value ?? {});
  return requests
    .map((request) =>
      renderCurl({
        url: inert(target.url, 2_000),
        request,
        headers,
        apiKeyEnv: typeof apiKeyEnv === 'string' ? apiKeyEnv : undefined,
      }),
    )
    .join('\n');
}

import * as z from 'zod';
import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import { renderAttemptPage } from '../report/attempt-page.js';
import { renderCurl } from '../report/curl.js';
import { renderers } from '../report/index.js';
import { toView } from '../report/view.js';
import type { AttemptRecord } from '../results/attempt-record.js';
import { findRun } from '../results/find-run.js';
import { readAttempt } from '../results/journal-file.js';
import { readRun } from '../results/read-run.js';
import type { RunHeader } from '../results/run-header.js';
import type { CommandAction } from './command.js';
import { columnsOf, pathFrom, wantsColor } from './io.js';
import { isOn, readOptions, wholeFrom, word } from './read-options.js';

/** `report`: a run, or one attempt of it, as text on stdout. */
export const report: CommandAction = async (call) => {
  const { io, operands } = call;
  const { format, attempt, curl, columns, output } = readOptions(call, {
    format: word(['table', 'markdown', 'csv', 'json']).default('table'),
    attempt: z.string().optional(),
    curl: isOn,
    columns: wholeFrom(20, 1_000).optional(),
    output: z.string().default('janus-results'),
  });
  if (curl && attempt === undefined) {
    throw new BenchError('usage', '--curl repeats the requests of one attempt', {
      hint: 'Say which: --attempt ID.',
    });
  }
  const page = { columns: columns ?? columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) };
  const results = pathFrom(io, output);
  if (attempt === undefined) {
    const { result, notes } = await readRun(operands[0], results);
    io.stdout.write(renderers[format](toView(result, { notes }), page));
    return 'ok';
  }
  const { journal } = await findRun(operands[0], results);
  if (journal === undefined) {
    throw new BenchError('usage', 'an attempt is read from the journal (attempts.jsonl), and there is none', {
      hint: 'Name the run folder.',
    });
  }
  const { header, record } = await readAttempt(journal, attempt);
  io.stdout.write(curl ? curlOf(header, record) : renderAttemptPage({ header, record }, page));
  return 'ok';
};

/** Every request of the attempt, secrets as environment variables. */
function curlOf({ target, settings }: RunHeader, { exchanges }: AttemptRecord): string {
  const apiKeyEnv = settings['apiKeyEnv']?.value;
  const header = settings['header']?.value;
  const headers = z
    .record(z.string(), z.string())
    .catch({})
    .parse(header ?? {});
  return exchanges
    .map(({ request }) =>
      renderCurl({
        url: inert(target.url, 2_000),
        request,
        headers,
        apiKeyEnv: typeof apiKeyEnv === 'string' ? apiKeyEnv : undefined,
      }),
    )
    .join('\n');
}

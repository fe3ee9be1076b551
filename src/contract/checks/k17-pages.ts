import type { GetReply } from '../../target/target.js';
import type { Check, CheckContext } from '../check.js';
import { isSuccess } from '../is-success.js';
import { joinedProblems } from '../joined-problems.js';
import type { WireProblem } from '../wire-lines.js';

/** What a server says about a page it does not have. */
const absent = new Set([404, 405, 410, 501]);
const guarded = new Set([401, 403]);
const mostLines = 10_000;
const mostChars = 2_000;
const sample = /^[A-Za-z_:][\w:]*(?:\{.*\})?\s+\S+(?:\s+-?\d+)?\s*$/;

export const pages: Check = {
  id: 'K17',
  level: 'may',
  title: '/metrics and /debug',
  async run({ target, timeoutMs, secrets, excerpt, signal }) {
    const metrics = await target.get('/metrics', timeoutMs);
    const debug = await target.get('/debug', timeoutMs);
    signal.throwIfAborted();
    const { verdict, came } = joinedProblems([
      ...pageProblems('/metrics', metrics, secrets),
      ...(isSuccess(metrics.status) ? metricsProblems(metrics, excerpt) : []),
      ...pageProblems('/debug', debug, secrets),
    ]);
    const hasNone = [metrics, debug].every(({ status }) => status !== undefined && absent.has(status));
    return {
      verdict: hasNone ? 'skip' : verdict,
      sent: 'GET /metrics and GET /debug',
      came: came ?? `/metrics ${described(metrics)}; /debug ${described(debug)}`,
      limit: 'optional; where they are, Prometheus text and a page that shows no key',
      fix: verdict === 'pass' ? undefined : 'Mend the page, or take it away: an answer of 404 is fine.',
    };
  },
};

function described(reply: GetReply): string {
  const { status, body } = reply;
  if (status === undefined || absent.has(status)) return 'is not there';
  return guarded.has(status) ? `asks for a key (HTTP ${status})` : `gives ${body.length} characters`;
}

function pageProblems(path: string, reply: GetReply, secrets: readonly string[]): readonly WireProblem[] {
  const { status, body, problem } = reply;
  if (status === undefined) return [{ verdict: 'fail', what: `${path}: ${problem ?? 'no answer'}` }];
  if (absent.has(status) || guarded.has(status)) return [];
  if (!isSuccess(status)) return [{ verdict: 'fail', what: `${path}: HTTP ${status}` }];
  const shows = secrets.some((secret) => body.includes(secret));
  return shows ? [{ verdict: 'fail', what: `${path} shows the API key it was sent` }] : [];
}

/** The text format of Prometheus: comments and `name{labels} value [time]`. */
function metricsProblems({ body }: GetReply, excerpt: CheckContext['excerpt']): readonly WireProblem[] {
  const wrong = body
    .split('\n', mostLines)
    .map((line) => line.slice(0, mostChars).trim())
    .find((line) => line !== '' && !line.startsWith('#') && !sample.test(line));
  return wrong === undefined
    ? []
    : [{ verdict: 'fail', what: `/metrics is not Prometheus text: ${excerpt(wrong)}` }];
}

import { isJsonObject, parseJson, type JsonObject } from '../../lib/json.js';
import { described, hasStream, type Capture } from '../capture.js';
import type { Check, CheckContext } from '../check.js';
import { joinedProblems } from '../joined-problems.js';
import { sentStream, shortPrompt } from '../requests.js';
import type { WireProblem } from '../wire-lines.js';

export const usage: Check = {
  id: 'K06',
  level: 'must',
  title: 'Usage on request, and plausible',
  async run(context) {
    const streamed = await context.shortStream();
    const own = await ownCount(streamed, context);
    const { verdict, came } = joinedProblems(problemsOf(streamed, own, context.limits.usageShare));
    const { promptTokens, completionTokens } = streamed.exchange.usage ?? {};
    return {
      verdict,
      sent: `${sentStream(shortPrompt)} and stream_options.include_usage: true`,
      came:
        came ??
        `${promptTokens ?? 0} in, ${completionTokens ?? 0} out; our own count is ${own.in} in, ${own.out} out`,
      limit: `prompt_tokens and completion_tokens before [DONE], at least ${context.limits.usageShare} of our own count; total_tokens their sum`,
      fix:
        verdict === 'pass'
          ? undefined
          : 'Send a last chunk with choices: [] and usage, with the tokens of every model call behind the answer added up.',
    };
  },
};

interface Tokens {
  readonly in: number;
  readonly out: number;
}

async function ownCount({ exchange: { reply } }: Capture, { tokens }: CheckContext): Promise<Tokens> {
  const { counts } = await tokens.count([shortPrompt, reply.content, reply.reasoning]);
  const [sent = 0, content = 0, reasoning = 0] = counts;
  return { in: sent, out: content + reasoning };
}

function problemsOf(streamed: Capture, own: Tokens, share: number): readonly WireProblem[] {
  const { exchange, bytes } = streamed;
  if (!hasStream(exchange)) return [{ verdict: 'fail', what: described(exchange) }];
  const { promptTokens, completionTokens } = exchange.usage ?? {};
  if (promptTokens === undefined || completionTokens === undefined) {
    const what =
      exchange.usage === undefined ? 'no usage' : 'usage without prompt_tokens or completion_tokens';
    return [{ verdict: 'fail', what }];
  }
  const reported = `${promptTokens} in, ${completionTokens} out reported`;
  const counted = `our own count is ${own.in} in, ${own.out} out`;
  const isLow = promptTokens < share * own.in || completionTokens < share * own.out;
  const total = totalTokens(bytes);
  return [
    ...(isLow
      ? [{ verdict: 'warn', what: `${reported}, ${counted}: the cost becomes an estimate` } as const]
      : []),
    ...(total === undefined || total === promptTokens + completionTokens
      ? []
      : [{ verdict: 'warn', what: `total_tokens is ${total}, not the sum of ${reported}` } as const]),
  ];
}

/** Of the last usage that names it; the timeline's own reading leaves it out. */
function totalTokens(bytes: Uint8Array): number | undefined {
  const totals = Buffer.from(bytes)
    .toString('utf8')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.startsWith('data:') && line.includes('"usage"'))
    .map((line) => parseJson(line.slice('data:'.length)))
    .filter(isJsonObject)
    .map(({ usage: reported }: JsonObject) => (isJsonObject(reported) ? reported['total_tokens'] : undefined))
    .filter((total) => typeof total === 'number');
  return totals.at(-1);
}

import type { GetReply } from '../../target/target.js';
import { hasStream, described, type Capture } from '../capture.js';
import type { Check, CheckContext } from '../check.js';
import { chunkProblems, completionProblems } from '../envelopes.js';
import { joinedProblems } from '../joined-problems.js';
import { chatPath, sentStream, shortPrompt } from '../requests.js';
import type { WireProblem } from '../wire-lines.js';

export const envelopes: Check = {
  id: 'K03',
  level: 'must',
  title: 'Envelopes, with and without a stream',
  async run(context) {
    const streamed = await context.shortStream();
    const body = { model: context.model, messages: [{ role: 'user', content: shortPrompt }], stream: false };
    const whole = await context.target.post(chatPath, JSON.stringify(body), context.timeoutMs);
    context.signal.throwIfAborted();
    const { verdict, came } = joinedProblems([
      ...ofStream(streamed).map((problem) => ({ ...problem, what: `stream: ${problem.what}` })),
      ...ofWhole(whole, context).map((problem) => ({ ...problem, what: `no stream: ${problem.what}` })),
    ]);
    return {
      verdict,
      sent: `${sentStream(shortPrompt)}, and the same with stream: false`,
      came: came ?? 'both as the OpenAI API has them',
      limit:
        'text/event-stream of chat.completion.chunk (id, object, created, model, choices with index, delta and finish_reason), ' +
        'and application/json with one chat.completion',
      fix:
        verdict === 'pass'
          ? undefined
          : 'Send the fields named here as https://platform.openai.com/docs/api-reference/chat has them.',
    };
  },
};

function ofStream({ exchange, bytes }: Capture): readonly WireProblem[] {
  if (!hasStream(exchange)) return [{ verdict: 'fail', what: described(exchange) }];
  const { contentType = 'none' } = exchange;
  const isNamed = contentType.toLowerCase().startsWith('text/event-stream');
  return [
    ...(isNamed ? [] : [{ verdict: 'fail', what: `content-type is ${contentType}` } as const]),
    ...chunkProblems(Buffer.from(bytes).toString('utf8')),
  ];
}

function ofWhole(
  { status, contentType = 'none', body, problem }: GetReply,
  { excerpt }: CheckContext,
): readonly WireProblem[] {
  if (status === undefined) return [{ verdict: 'fail', what: problem ?? 'no answer' }];
  if (status < 200 || status > 299) return [{ verdict: 'fail', what: `HTTP ${status}: ${excerpt(body)}` }];
  const isNamed = contentType.toLowerCase().includes('json');
  return [
    ...(isNamed ? [] : [{ verdict: 'fail', what: `content-type is ${contentType}` } as const]),
    ...completionProblems(body),
  ];
}

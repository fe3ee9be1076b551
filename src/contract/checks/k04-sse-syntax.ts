import { described, hasStream, type Capture } from '../capture.js';
import type { Check, CheckContext } from '../check.js';
import { joinedProblems } from '../joined-problems.js';
import { sentStream, shortPrompt } from '../requests.js';
import { wireProblems, type WireProblem } from '../wire-lines.js';

export const sseSyntax: Check = {
  id: 'K04',
  level: 'must',
  title: 'SSE syntax',
  async run({ shortStream, excerpt }) {
    const streamed = await shortStream();
    const { verdict, came } = joinedProblems(problemsOf(streamed, excerpt));
    return {
      verdict,
      sent: sentStream(shortPrompt),
      came: came ?? `${streamed.exchange.timeline.events.length} events, every line in order`,
      limit:
        'UTF-8; lines of data, event, id or retry, or comments; a blank line after each event; data is one JSON object or [DONE]',
      fix:
        verdict === 'pass'
          ? undefined
          : 'Write every event as "data: " + JSON on one line + two line feeds, uncompressed, and nothing else but comments.',
    };
  },
};

function problemsOf(
  { exchange, bytes, isCut }: Capture,
  excerpt: CheckContext['excerpt'],
): readonly WireProblem[] {
  if (!hasStream(exchange)) {
    const isText = exchange.status === 200 && bytes.length > 0 && !exchange.flags.includes('not_streamed');
    const what = isText ? 'no event at all: is there a blank line after each?' : described(exchange);
    return [{ verdict: 'fail', what }, ...(isText ? wireProblems(bytes, { isWhole: !isCut, excerpt }) : [])];
  }
  const malformed = exchange.timeline.events.find(({ kind }) => kind === 'malformed');
  const isWhole = !isCut && exchange.outcome.status === 'ok';
  return [
    ...(malformed === undefined
      ? []
      : [{ verdict: 'fail', what: `data is no JSON object: ${excerpt(malformed.text)}` } as const]),
    ...wireProblems(bytes, { isWhole, excerpt }),
  ];
}

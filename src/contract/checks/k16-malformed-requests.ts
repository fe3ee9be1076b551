import { isJsonObject, parseJson } from '../../lib/json.js';
import type { GetReply } from '../../target/target.js';
import type { Check, CheckContext } from '../check.js';
import { isSuccess } from '../is-success.js';
import { joinedProblems } from '../joined-problems.js';
import { chatPath, shortPrompt } from '../requests.js';
import type { WireProblem } from '../wire-lines.js';

export const malformedRequests: Check = {
  id: 'K16',
  level: 'must',
  title: 'Malformed requests and unknown fields',
  async run(context) {
    const cases = malformed(context);
    const problems: WireProblem[] = [];
    for (const { name, body } of cases) {
      const reply = await context.target.post(chatPath, body, context.timeoutMs);
      context.signal.throwIfAborted();
      problems.push(
        ...refusalProblems(reply).map(({ verdict, what }) => ({ verdict, what: `${name}: ${what}` })),
      );
    }
    const known = await context.target.post(chatPath, withUnknownFields(context), context.timeoutMs);
    context.signal.throwIfAborted();
    const { verdict, came } = joinedProblems([...problems, ...acceptanceProblems(known, context)]);
    return {
      verdict,
      sent: `POST ${chatPath} with ${cases.map(({ name }) => name).join(', ')}; then a good request with unknown fields`,
      came: came ?? `${cases.length} refusals with 4xx and a JSON error; unknown fields were taken`,
      limit: '4xx with {"error": {"message": …}} for what cannot be read; unknown fields are ignored',
      fix:
        verdict === 'pass'
          ? undefined
          : 'Validate the body before work begins, answer 400 with a JSON error, and let unknown fields pass.',
    };
  },
};

interface Malformed {
  readonly name: string;
  readonly body: string;
}

function malformed({ model }: CheckContext): readonly Malformed[] {
  const message = { role: 'user', content: shortPrompt };
  return [
    { name: 'half a JSON object', body: '{"model": "m", "messages": [{"role"' },
    { name: 'a JSON list', body: '[]' },
    { name: 'no messages', body: JSON.stringify({ model }) },
    { name: 'messages that are a text', body: JSON.stringify({ model, messages: shortPrompt }) },
    { name: 'an empty list of messages', body: JSON.stringify({ model, messages: [] }) },
    { name: 'a number as content', body: JSON.stringify({ model, messages: [{ ...message, content: 5 }] }) },
  ];
}

function withUnknownFields({ model }: CheckContext): string {
  const message = { role: 'user', content: shortPrompt, x_note: 'ignore me' };
  return JSON.stringify({ model, messages: [message], stream: false, x_unknown: { list: [1, null, 'two'] } });
}

function refusalProblems({ status, body, problem }: GetReply): readonly WireProblem[] {
  if (status === undefined) return [{ verdict: 'fail', what: problem ?? 'no answer' }];
  if (status < 400 || status > 499) return [{ verdict: 'fail', what: `HTTP ${status}` }];
  const read = parseJson(body);
  if (!isJsonObject(read)) return [{ verdict: 'fail', what: `HTTP ${status} without JSON` }];
  const { error } = read;
  const isSaid = isJsonObject(error) && typeof error['message'] === 'string';
  return isSaid ? [] : [{ verdict: 'warn', what: `HTTP ${status} without error.message` }];
}

function acceptanceProblems(
  { status, body, problem }: GetReply,
  { excerpt }: CheckContext,
): readonly WireProblem[] {
  if (isSuccess(status)) return [];
  const what = status === undefined ? (problem ?? 'no answer') : `HTTP ${status}: ${excerpt(body)}`;
  return [{ verdict: 'fail', what: `unknown fields: ${what}` }];
}

import * as z from 'zod';
import type { Answer } from './answer.js';
import { defineGrader } from './define-grader.js';
import { failed, passed, show } from './findings.js';
import type { Span } from './grade.js';
import { readJson } from './json-text.js';
import { matchCalls, meets } from './match-calls.js';
import type { MadeCall, WantedCall } from './match-calls.js';
import { difference } from './same-json.js';
import { wholeContent } from './slots.js';

const names = z.array(z.string().min(1)).max(64);

const spec = z.strictObject({
  expect: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        arguments: z.record(z.string(), z.json()).optional().describe('exactly these; left out: any'),
        ordered: z.boolean().default(false).describe('it must come after the ordered calls listed before it'),
        count: z.int().min(1).max(50).default(1).describe('how many such calls, no more and no fewer'),
      }),
    )
    .max(50)
    .default([]),
  order: z
    .enum(['any', 'strict'])
    .default('any')
    .describe('strict: all expected calls in the order of the list'),
  allowExtra: names.default([]).describe('further calls of these tools do no harm'),
  forbid: names.default([]).describe('tools that must not be called'),
  parallel: names
    .default([])
    .describe('expected calls that must come in one exchange; a name twice means two calls'),
  none: z.boolean().default(false).describe('true: no call at all, but an answer'),
});
type ToolCallsSpec = z.output<typeof spec>;

const maxCalls = 200;

export const toolCalls = defineGrader({
  type: 'tool-calls',
  summary:
    'The calls of the whole attempt: names and arguments compared as structures, nothing missing, nothing more.',
  spec,
  problems({ expect, none, allowExtra, forbid, parallel }) {
    const expected = expect.map(({ name }) => name);
    return [
      ...(none && (expect.length > 0 || allowExtra.length > 0)
        ? ['`none` leaves no room for `expect` or `allowExtra`']
        : []),
      ...(!none && expect.length === 0 ? ['it expects nothing: give `expect`, or `none: true`'] : []),
      ...[...expected, ...allowExtra]
        .filter((name) => forbid.includes(name))
        .map((name) => `${show(name)} is also forbidden`),
      ...parallel
        .filter((name) => !expected.includes(name))
        .map((name) => `${show(name)} must be parallel but is not expected`),
    ];
  },
  grade({ answer, spec: wanted }) {
    const calls = madeCalls(answer);
    if (calls.kind === 'problem') return failed(calls.reason, calls.spans);
    const spans = spansOf(calls.made);
    if (wanted.none) return gradeNone(answer, calls.made);
    const wishes = wishesOf(wanted);
    const { made, extra } = matchCalls(calls.made, wishes);
    const problem =
      forbiddenProblem(calls.made, wanted.forbid) ??
      missingProblem(wishes, made, extra) ??
      extraProblem(answer, extra, wanted.allowExtra) ??
      orderProblem(calls.made, wishes, wanted) ??
      parallelProblem(made, wanted.parallel);
    return problem === undefined
      ? passed(`${made.length} ${made.length === 1 ? 'call' : 'calls'} as wanted`, spans)
      : failed(problem, spans);
  },
});

type Calls =
  | { readonly kind: 'calls'; readonly made: readonly MadeCall[] }
  | { readonly kind: 'problem'; readonly reason: string; readonly spans: readonly Span[] };

function madeCalls(answer: Answer): Calls {
  const raw = answer.exchanges.flatMap(({ reply }, exchange) =>
    reply.toolCalls.map((call, index) => ({ exchange, index, name: call.name, text: call.argumentsText })),
  );
  const first = raw[0];
  const spans = first === undefined ? [] : [toolSpan(first.exchange, first.index)];
  if (first !== undefined && !answer.toolsDeclared)
    return { kind: 'problem', reason: `it called ${show(first.name)}, but the task offers no tools`, spans };
  if (raw.length > maxCalls)
    return { kind: 'problem', reason: `it made ${raw.length} calls, ${maxCalls} at most`, spans };
  const made: MadeCall[] = [];
  for (const { exchange, index, name, text } of raw) {
    // Some endpoints send an empty text for a call without arguments.
    const reading = readJson(text.trim() === '' ? '{}' : text);
    if (reading.kind === 'not_json')
      return { kind: 'problem', reason: `the arguments of ${show(name)}: ${reading.reason}`, spans };
    made.push({ exchange, index, name, arguments: reading.value });
  }
  return { kind: 'calls', made };
}

function gradeNone(answer: Answer, made: readonly MadeCall[]) {
  const [call] = made;
  if (call !== undefined)
    return failed(`it called ${show(call.name)}, and no call was wanted`, spansOf(made));
  const content = wholeContent(answer);
  return content.kind === 'missing' ? failed(content.reason) : passed('no call, as wanted');
}

function wishesOf({ expect, order }: ToolCallsSpec): readonly WantedCall[] {
  return expect.flatMap(({ count, ordered, ...wish }) =>
    Array.from({ length: count }, () => ({ ...wish, ordered: ordered || order === 'strict' })),
  );
}

function forbiddenProblem(calls: readonly MadeCall[], forbid: readonly string[]): string | undefined {
  const bad = calls.find(({ name }) => forbid.includes(name));
  return bad === undefined ? undefined : `it called ${show(bad.name)}, which is forbidden`;
}

function missingProblem(
  wishes: readonly WantedCall[],
  made: readonly (MadeCall | undefined)[],
  extra: readonly MadeCall[],
): string | undefined {
  const wish = wishes.find((_, index) => made[index] === undefined);
  if (wish === undefined) return undefined;
  const near = extra.find(({ name }) => name === wish.name);
  const why = near === undefined ? undefined : difference(near.arguments, wish.arguments ?? {});
  return why === undefined
    ? `a wanted call of ${show(wish.name)} is missing`
    : `a call of ${show(wish.name)} has other arguments than wanted: ${why}`;
}

function extraProblem(
  answer: Answer,
  extra: readonly MadeCall[],
  allowed: readonly string[],
): string | undefined {
  const call = extra.find(({ name }) => !allowed.includes(name));
  if (call === undefined) return undefined;
  const results = answer.exchanges[call.exchange]?.toolResults ?? [];
  const id = answer.exchanges[call.exchange]?.reply.toolCalls[call.index]?.id;
  const isUnknown = results.some(({ callId, matched }) => callId === id && !matched);
  return `an unexpected call of ${show(call.name)}${isUnknown ? ', which the tool could not answer' : ''}`;
}

/** Ordered wishes, walked once through the calls: each must be met after the one before it. */
function orderProblem(
  calls: readonly MadeCall[],
  wishes: readonly WantedCall[],
  { order }: ToolCallsSpec,
): string | undefined {
  const ordered = wishes.filter(({ ordered: isOrdered }) => isOrdered);
  let next = 0;
  for (const call of calls) {
    const wish = ordered[next];
    if (wish !== undefined && meets(call, wish)) next++;
  }
  if (next === ordered.length) return undefined;
  const name = show(ordered[next]?.name ?? '');
  return order === 'strict' ? `the calls are out of order at ${name}` : `${name} was called too early`;
}

function parallelProblem(
  made: readonly (MadeCall | undefined)[],
  parallel: readonly string[],
): string | undefined {
  if (parallel.length === 0) return undefined;
  const exchanges = new Set(made.map((call) => call?.exchange));
  const isTogether = [...exchanges].some((exchange) => {
    const left = made.filter((call) => call?.exchange === exchange).map((call) => call?.name);
    return parallel.every((name) => {
      const at = left.indexOf(name);
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
  });
  return isTogether
    ? undefined
    : `the calls of ${parallel.map(show).join(', ')} did not come in one exchange`;
}

/** Of each exchange its calls, first to last. */
function spansOf(calls: readonly MadeCall[]): readonly Span[] {
  const exchanges = [...new Set(calls.map(({ exchange }) => exchange))];
  return exchanges.map((exchange) => {
    const indexes = calls.filter((call) => call.exchange === exchange).map(({ index }) => index);
    return { exchange, in: 'tool', start: Math.min(...indexes), end: Math.max(...indexes) + 1 };
  });
}

function toolSpan(exchange: number, index: number): Span {
  return { exchange, in: 'tool', start: index, end: index + 1 };
}

import * as z from 'zod';
import type { Answer } from './answer.js';
import { arrivalParts } from './arrival-parts.js';
import { defineGrader } from './define-grader.js';
import { fromParts, failed, part, show } from './findings.js';
import type { FindingPart } from './grade.js';
import { firstOutOfOrder } from './phrases.js';
import { foldText, normalized } from './plain-text.js';
import { maxContentChars, wholeContent } from './slots.js';
import { linesOf } from './text-units.js';

const spec = z.strictObject({
  lines: z
    .strictObject({
      from: z.int().min(0).default(1),
      to: z.int().min(0).max(100_000),
      template: z.string().includes('{n}', 'hold {n}').default('{n}'),
    })
    .optional()
    .describe('the content is these lines and no others; {n} counts from `from` to `to`'),
  equals: z
    .string()
    .min(1)
    .optional()
    .describe('the content, line by line; white space at line ends does not matter'),
  replies: z
    .array(z.string())
    .min(2)
    .max(32)
    .optional()
    .describe(
      'the content of every reply of the attempt, first to last, as in `equals`; empty: it says nothing',
    ),
  order: z
    .array(z.string().min(1).max(500))
    .min(1)
    .max(500)
    .optional()
    .describe('phrases that occur in this order'),
  maxCharacters: z
    .int()
    .min(1)
    .optional()
    .describe('characters the content may have, white space at its ends counted too'),
  minContentEvents: z.int().min(1).optional().describe('at least so many content events'),
  minArrivals: z
    .int()
    .min(2)
    .optional()
    .describe('the content comes at so many moments; what comes within 5 ms is one'),
  maxFirstShare: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe('no single arrival may bring a greater share of the characters'),
});
type StreamingSpec = z.output<typeof spec>;

/** As long as the longest answer that is graded. */
const mostLineCharacters = maxContentChars;

export const streamingContent = defineGrader({
  type: 'streaming-content',
  summary: 'The exact content, and that it came spread over the stream and not in one lump.',
  spec,
  problems: (wanted) => [...contentProblems(wanted), ...timingProblems(wanted)],
  grade({ answer, spec: wanted }) {
    const whole = wholeContent(answer);
    if (whole.kind === 'missing') return failed(whole.reason);
    const timed = wanted.replies === undefined ? answer.exchanges.slice(-1) : answer.exchanges;
    const timelines = timed.flatMap(({ timeline }) => timeline ?? []);
    const parts = [
      ...contentParts(whole.value, wanted),
      ...(wanted.replies === undefined ? [] : replyParts(answer, wanted.replies)),
      ...(timelines.length === 0 ? [] : arrivalParts(timelines, wanted)),
    ];
    return fromParts(parts, { spans: [whole.span], allOrNothing: true });
  },
});

function contentProblems({ lines, equals, replies, order }: StreamingSpec): readonly string[] {
  const exact = [lines, equals, replies].filter((one) => one !== undefined);
  return [
    ...(exact.length === 0 && order === undefined
      ? ['it asks for no content: give `lines`, `equals`, `replies` or `order`']
      : []),
    ...(exact.length > 1 ? ['give one of `lines`, `equals` and `replies`'] : []),
    ...(lines !== undefined && lines.from > lines.to ? ['`from` lies behind `to`'] : []),
    ...(lines !== undefined && (lines.to - lines.from + 1) * lines.template.length > mostLineCharacters
      ? [`\`lines\` come to over ${mostLineCharacters} characters, more than an answer may have`]
      : []),
    ...(replies?.at(-1)?.trim() === '' ? ['the last of `replies` is blank, so that there is no answer'] : []),
  ];
}

function timingProblems(wanted: StreamingSpec): readonly string[] {
  const { equals, replies, maxCharacters, minContentEvents = 0, minArrivals = 0 } = wanted;
  const exact = equals ?? replies?.join('');
  if (exact === undefined) return [];
  return [
    ...(minContentEvents > exact.length ? ['there are fewer characters than `minContentEvents`'] : []),
    ...(minArrivals > exact.length ? ['there are fewer characters than `minArrivals`'] : []),
    ...(equals !== undefined && maxCharacters !== undefined && maxCharacters < equals.length
      ? ['there are more characters than `maxCharacters`']
      : []),
  ];
}

function contentParts(
  content: string,
  { lines, equals, order, maxCharacters }: StreamingSpec,
): readonly FindingPart[] {
  return [
    ...(lines === undefined ? [] : [linesPart('lines', content, countedLines(lines))]),
    ...(equals === undefined ? [] : [linesPart('equals', content, tidyLines(equals))]),
    ...(order === undefined ? [] : [orderPart(content, order)]),
    ...(maxCharacters === undefined ? [] : [lengthPart(content, maxCharacters)]),
  ];
}

function replyParts({ exchanges }: Answer, wanted: readonly string[]): readonly FindingPart[] {
  const count = part(
    'replies',
    exchanges.length === wanted.length,
    `${exchanges.length} replies, ${wanted.length} wanted`,
  );
  const each = exchanges.slice(0, wanted.length).map(({ reply: { content } }, index) => {
    const id = `reply ${index + 1}`;
    const tooLong = content.length > maxContentChars;
    const found = linesPart(id, tooLong ? '' : content, tidyLines(wanted[index] ?? ''));
    return tooLong
      ? part(id, false, `${id} is too long to grade`)
      : { ...found, reason: `${id}: ${found.reason}` };
  });
  return [count, ...each];
}

function lengthPart(content: string, most: number): FindingPart {
  return part(
    'maxCharacters',
    content.length <= most,
    `${content.length} characters with all white space, at most ${most} wanted`,
  );
}

function countedLines({
  from,
  to,
  template,
}: {
  from: number;
  to: number;
  template: string;
}): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) =>
    template.replaceAll('{n}', String(from + index)).trim(),
  );
}

function linesPart(id: string, content: string, wanted: readonly string[]): FindingPart {
  const found = tidyLines(content);
  const at = wanted.findIndex((line, index) => normalized(line, 'NFC') !== found[index]);
  if (at >= 0)
    return part(id, false, `line ${at + 1} is ${show(found[at] ?? '')}, ${show(wanted[at] ?? '')} wanted`);
  const isMet = found.length === wanted.length;
  return part(id, isMet, `${found.length} lines, ${wanted.length} wanted`);
}

/** Lines without white space around them; blank ones only where they part other lines. */
function tidyLines(content: string): readonly string[] {
  const lines = linesOf(normalized(content, 'NFC')).map(({ text }) => text);
  const first = lines.findIndex((line) => line !== '');
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex((line) => line !== '') + 1);
}

function orderPart(content: string, order: readonly string[]): FindingPart {
  const folded = order.map((phrase) => foldText(phrase));
  const lost = firstOutOfOrder(foldText(content), folded);
  return part(
    'order',
    lost === undefined,
    lost === undefined ? 'all in order' : `${show(lost)} is missing or out of order`,
  );
}

import * as z from 'zod';
import type { Timeline } from '../target/timeline.js';
import { defineGrader } from './define-grader.js';
import { fromParts, failed, part, show } from './findings.js';
import type { FindingPart } from './grade.js';
import { firstOutOfOrder } from './phrases.js';
import { foldText, normalized } from './plain-text.js';
import { wholeContent } from './slots.js';
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
  order: z
    .array(z.string().min(1).max(500))
    .min(1)
    .max(500)
    .optional()
    .describe('phrases that occur in this order'),
  minContentEvents: z.int().min(1).optional().describe('at least so many content events'),
  maxFirstShare: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe('no single read may bring a greater share of the characters'),
});
type StreamingSpec = z.output<typeof spec>;

/** As long as the longest answer that is graded. */
const mostLineCharacters = 500_000;

export const streamingContent = defineGrader({
  type: 'streaming-content',
  summary: 'The exact content, and that it came spread over the stream and not in one lump.',
  spec,
  problems: ({ lines, equals, order, minContentEvents }) => [
    ...(lines === undefined && equals === undefined && order === undefined
      ? ['it asks for no content: give `lines`, `equals` or `order`']
      : []),
    ...(lines !== undefined && lines.from > lines.to ? ['`from` lies behind `to`'] : []),
    ...(lines !== undefined && (lines.to - lines.from + 1) * lines.template.length > mostLineCharacters
      ? [`\`lines\` come to over ${mostLineCharacters} characters, more than an answer may have`]
      : []),
    ...(lines !== undefined && equals !== undefined ? ['give `lines` or `equals`, not both'] : []),
    ...(minContentEvents !== undefined && equals !== undefined && minContentEvents > equals.length
      ? ['there are fewer characters than `minContentEvents`']
      : []),
  ],
  grade({ answer, spec: wanted }) {
    const whole = wholeContent(answer);
    if (whole.kind === 'missing') return failed(whole.reason);
    const timeline = answer.exchanges.at(-1)?.timeline;
    const parts = [
      ...contentParts(whole.value, wanted),
      ...(timeline === undefined ? [] : timingParts(timeline, wanted)),
    ];
    return fromParts(parts, { spans: [whole.span], allOrNothing: true });
  },
});

function contentParts(content: string, { lines, equals, order }: StreamingSpec): readonly FindingPart[] {
  return [
    ...(lines === undefined ? [] : [linesPart('lines', content, countedLines(lines))]),
    ...(equals === undefined ? [] : [linesPart('equals', content, tidyLines(equals))]),
    ...(order === undefined ? [] : [orderPart(content, order)]),
  ];
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

/** How the content events of choice 0 were spread over events and socket reads. */
function timingParts(
  timeline: Timeline,
  { minContentEvents, maxFirstShare }: StreamingSpec,
): readonly FindingPart[] {
  const events = timeline.events.filter(({ kind, choice }) => kind === 'content' && choice === 0);
  const charsByRead = new Map<number, number>();
  for (const { read, text } of events) charsByRead.set(read, (charsByRead.get(read) ?? 0) + text.length);
  const chars = [...charsByRead.values()];
  const total = chars.reduce((sum, count) => sum + count, 0);
  const largest = chars.reduce((most, count) => Math.max(most, count), 0);
  const share = total === 0 ? 1 : largest / total;
  const percent = `${Math.round(share * 100)} %`;
  return [
    ...(minContentEvents === undefined
      ? []
      : [
          part(
            'minContentEvents',
            events.length >= minContentEvents,
            `${events.length} content events, at least ${minContentEvents} wanted`,
          ),
        ]),
    ...(maxFirstShare === undefined
      ? []
      : [
          part(
            'maxFirstShare',
            share <= maxFirstShare,
            `one read brought ${percent} of the content, at most ${Math.round(maxFirstShare * 100)} % wanted`,
          ),
        ]),
  ];
}

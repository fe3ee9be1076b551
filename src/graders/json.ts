import * as z from 'zod';
import type { Json } from '../lib/json.js';
import type { Answer } from './answer.js';
import { checkSchema } from './check-schema.js';
import { defineGrader } from './define-grader.js';
import { fencedBlocks } from './fences.js';
import { failed, passed } from './findings.js';
import { jsonObjectsIn, readJson } from './json-text.js';
import { orTaskFault } from './refused-check.js';
import { difference } from './same-json.js';
import { schemaProblem } from './schema-check.js';
import { contentSpan, missing, wholeContent } from './slots.js';
import type { Found } from './slots.js';

const spec = z.strictObject({
  schema: z.record(z.string(), z.json()).optional().describe('JSON Schema 2020-12; `format` is not checked'),
  equals: z.json().optional().describe('the value, keys in any order'),
  at: z
    .enum(['block', 'whole', 'any'])
    .default('any')
    .describe('any: all of it, else the one block, else the one object'),
});

export const json = defineGrader({
  type: 'json',
  summary: 'The one JSON value of the answer, held against a JSON Schema or a value.',
  spec,
  problems({ schema, equals }) {
    const problem = schema === undefined ? undefined : schemaProblem(schema);
    return [
      ...(schema === undefined && equals === undefined
        ? ['it checks nothing: give `schema` or `equals`']
        : []),
      ...(problem === undefined ? [] : [`the schema is broken: ${problem}`]),
    ];
  },
  grade: ({ answer, spec: { schema, equals, at }, services }) =>
    orTaskFault(async () => {
      const found = jsonSlot(answer, at);
      if (found.kind === 'missing') return failed(found.reason);
      const problem =
        (equals === undefined ? undefined : difference(found.value, equals)) ??
        (schema === undefined ? undefined : await checkSchema(services.bounded, schema, found.value));
      return problem === undefined
        ? passed('the JSON is right', [found.span])
        : failed(problem, [found.span]);
    }),
});

/** The one JSON value of the final content. Two that differ are a conflict; blocks of other languages do not count. */
function jsonSlot(answer: Answer, at: 'block' | 'whole' | 'any'): Found<Json> {
  const whole = wholeContent(answer);
  if (whole.kind === 'missing') return whole;
  const content = whole.value;
  const all = { text: content, start: whole.span.start, end: whole.span.end };
  if (at === 'whole') return readOne(answer, [all], 'value');
  if (at === 'any' && readJson(content).kind === 'json') return readOne(answer, [all], 'value');
  const blocks = jsonBlocks(content);
  if (at === 'block' || blocks.length > 0) return readOne(answer, blocks, 'fenced block of JSON');
  const objects = jsonObjectsIn(content).map(({ start, end }) => ({
    text: content.slice(start, end),
    start,
    end,
  }));
  return readOne(answer, objects, 'JSON object');
}

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Blocks that say json; else those that say nothing. */
function jsonBlocks(content: string): readonly Piece[] {
  const blocks = fencedBlocks(content);
  const named = blocks.filter(({ language }) => language === 'json');
  return named.length > 0 ? named : blocks.filter(({ language }) => language === '');
}

function readOne(answer: Answer, pieces: readonly Piece[], what: string): Found<Json> {
  const last = pieces.at(-1);
  if (last === undefined) return missing(`there is no ${what}`);
  if (pieces.some(({ text }) => text.trim() !== last.text.trim()))
    return missing(`there are ${pieces.length} different ${what}s, one wanted`);
  const reading = readJson(last.text);
  if (reading.kind === 'not_json') return missing(`of the ${what}: ${reading.reason}`);
  return { kind: 'found', value: reading.value, span: contentSpan(answer, last) };
}

import * as z from 'zod';
import { utf8Text } from '../data-url.js';
import { part } from '../findings.js';
import { readJson } from '../json-text.js';
import { difference } from '../same-json.js';
import { schemaProblem } from '../schema-check.js';
import { schemaPart } from './schema-part.js';
import { defineArtifactCheck } from './artifact-check.js';

/** JSON: valid, and held against a schema or a value. */
export const jsonArtifact = defineArtifactCheck({
  mimeTypes: ['application/json'],
  keys: z.strictObject({
    schema: z
      .record(z.string(), z.json())
      .optional()
      .describe('JSON Schema 2020-12; of a CSV: for the list of its rows as objects'),
    equals: z.json().optional().describe('the value; of a CSV its text or its rows; of other text the text'),
  }),
  problems({ schema, equals }) {
    const problem = schema === undefined ? undefined : schemaProblem(schema);
    return [
      ...(problem === undefined ? [] : [`the schema is broken: ${problem}`]),
      ...(schema === undefined && equals === undefined
        ? ['it checks nothing: give `schema` or `equals`']
        : []),
    ];
  },
  async check({ bytes, spec: { schema, equals }, bounded }) {
    const text = utf8Text(bytes);
    const reading = text === undefined ? undefined : readJson(text);
    if (reading?.kind !== 'json')
      return [part('json', false, `the artifact: ${reading?.reason ?? 'it is not UTF-8 text'}`)];
    const differs = equals === undefined ? undefined : difference(reading.value, equals);
    return [
      part('json', true, 'the artifact is JSON'),
      ...(equals === undefined
        ? []
        : [part('equals', differs === undefined, differs ?? 'it is the wanted value')]),
      ...(schema === undefined ? [] : [await schemaPart(bounded, schema, reading.value)]),
    ];
  },
});

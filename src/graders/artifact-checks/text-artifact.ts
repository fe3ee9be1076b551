import * as z from 'zod';
import { utf8Text } from '../data-url.js';
import { part, show } from '../findings.js';
import { holdsPhrase } from '../phrases.js';
import { foldText, hasSubstance } from '../plain-text.js';
import { defineArtifactCheck } from './artifact-check.js';
import { jsonArtifact } from './json-artifact.js';

/** Plain text, Markdown and HTML, read as text: nothing is rendered. */
export const textArtifact = defineArtifactCheck({
  mimeTypes: ['text/plain', 'text/markdown', 'text/html'],
  keys: z.strictObject({
    equals: jsonArtifact.keys.shape.equals,
    includes: z
      .array(z.string().min(1).max(500))
      .min(1)
      .optional()
      .describe('phrases that must occur, whole words, in any case'),
  }),
  problems: ({ equals, includes }) => [
    ...(equals === undefined && includes === undefined
      ? ['it checks nothing: give `equals` or `includes`']
      : []),
    ...(equals !== undefined && typeof equals !== 'string' ? ['`equals` must be text'] : []),
  ],
  check({ bytes, spec: { equals, includes = [] } }) {
    const text = utf8Text(bytes);
    if (text === undefined || !hasSubstance(text))
      return [part('text', false, 'the artifact is empty or not UTF-8 text')];
    const folded = foldText(text);
    return [
      part('text', true, 'the artifact is text'),
      ...(typeof equals === 'string'
        ? [part('equals', tidy(text) === tidy(equals), `the text is ${show(tidy(text))}`)]
        : []),
      ...includes.map((phrase) => {
        const isMet = holdsPhrase(folded, foldText(phrase));
        return part(`includes ${phrase}`, isMet, `${show(phrase)} ${isMet ? 'occurs' : 'does not occur'}`);
      }),
    ];
  },
});

/** Line ends as LF, no white space at the end of lines or of the text. */
function tidy(text: string): string {
  return text
    .split(/\r\n|[\r\n]/)
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

import * as z from 'zod';
import { utf8Text } from '../data-url.js';
import { part, show } from '../findings.js';
import type { FindingPart } from '../grade.js';
import { holdsPhrase } from '../phrases.js';
import { foldText, hasSubstance } from '../plain-text.js';
import { defineArtifactCheck } from './artifact-check.js';
import { jsonArtifact } from './json-artifact.js';

/** Plain text and Markdown, read as text: nothing is rendered. */
export const textArtifact = defineArtifactCheck({
  mimeTypes: ['text/plain', 'text/markdown'],
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
    return [
      part('text', true, 'the artifact is text'),
      ...(typeof equals === 'string' ? [equalTextPart(text, equals)] : []),
      ...phraseParts(foldText(text), includes),
    ];
  },
});

/** The same text but for line ends and the white space before them. */
export function equalTextPart(text: string, wanted: string): FindingPart {
  return part('equals', tidy(text) === tidy(wanted), `the text is ${show(tidy(text))}`);
}

/** Each phrase as whole words in a folded text. */
export function phraseParts(folded: string, phrases: readonly string[]): readonly FindingPart[] {
  return phrases.map((phrase) => {
    const isMet = holdsPhrase(folded, foldText(phrase));
    return part(`includes ${phrase}`, isMet, `${show(phrase)} ${isMet ? 'occurs' : 'does not occur'}`);
  });
}

/** Line ends as LF, no white space at the end of lines or of the text. */
function tidy(text: string): string {
  return text
    .split(/\r\n|[\r\n]/)
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

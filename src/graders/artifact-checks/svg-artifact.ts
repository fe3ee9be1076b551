import * as z from 'zod';
import { utf8Text } from '../data-url.js';
import { part, show } from '../findings.js';
import type { FindingPart } from '../grade.js';
import { holdsPhrase } from '../phrases.js';
import { foldText } from '../plain-text.js';
import { readSvg, type SvgText } from '../pictures/read-svg.js';
import { defineArtifactCheck } from './artifact-check.js';
import { checkPicture } from './picture-check.js';
import { pictureKeys, type BarsSpec } from './picture-keys.js';
import { asksForPicture, pictureProblems } from './picture-problems.js';

const keys = z.strictObject({
  ...pictureKeys.shape,
  texts: z
    .array(z.string().min(1).max(500))
    .min(1)
    .max(200)
    .optional()
    .describe('phrases that must stand in its text elements, whole words, in any case'),
});

/** SVG: read, made harmless, drawn and measured. Nothing outside the file is loaded, and no script runs. */
export const svgArtifact = defineArtifactCheck({
  mimeTypes: ['image/svg+xml'],
  keys,
  problems: (spec) => [
    ...(asksForPicture(spec) || spec.texts !== undefined
      ? []
      : ['it checks nothing: give `bars`, `texts`, `pixels`, `regions` and the like']),
    ...pictureProblems(spec),
  ],
  async check({ bytes, spec, mimeType, pictures }) {
    const text = utf8Text(bytes);
    const reading = text === undefined ? undefined : readSvg(text);
    if (reading?.kind !== 'svg')
      return [part('picture', false, `the artifact: ${reading?.reason ?? 'it is not UTF-8 text'}`)];
    const { source, texts } = reading;
    return [
      ...(await checkPicture({ mimeType, bytes: Buffer.from(source), spec, pictures })),
      ...textParts(texts, spec.texts ?? []),
      ...(spec.bars?.labels === undefined ? [] : [labelPart(texts, spec.bars, spec.bars.labels)]),
    ];
  },
});

function textParts(texts: readonly SvgText[], wanted: readonly string[]): readonly FindingPart[] {
  const folded = texts.map(({ text }) => foldText(text));
  return wanted.map((phrase) => {
    const isMet = folded.some((text) => holdsPhrase(text, foldText(phrase)));
    return part(
      `text ${phrase}`,
      isMet,
      `${show(phrase)} ${isMet ? 'stands' : 'does not stand'} in a text of it`,
    );
  });
}

/** Each label after the one before it, along the row of bars. The same words elsewhere (an axis, a legend) do no harm. */
function labelPart(
  texts: readonly SvgText[],
  { direction }: BarsSpec,
  labels: readonly string[],
): FindingPart {
  const isRow = direction === 'up' || direction === 'down';
  let last = -Infinity;
  for (const label of labels) {
    const places = texts
      .filter(({ text }) => foldText(text) === foldText(label))
      .map(({ x, y }) => (isRow ? x : y));
    const next = Math.min(...places.filter((at) => at > last));
    if (next === Infinity)
      return part('labels', false, `the label ${show(label)} is missing or out of its order`);
    last = next;
  }
  return part('labels', true, 'the labels stand in the order of the bars');
}

import { defineArtifactCheck } from './artifact-check.js';
import { checkPicture } from './picture-check.js';
import { pictureKeys } from './picture-keys.js';
import { asksForPicture, pictureProblems } from './picture-problems.js';

/** Pictures of pixels: decoded and measured. */
export const imageArtifact = defineArtifactCheck({
  mimeTypes: ['image/png', 'image/jpeg', 'image/webp'],
  keys: pictureKeys,
  problems: (spec) => [
    ...(asksForPicture(spec) ? [] : ['it checks nothing: give `bars`, `pixels`, `regions` and the like']),
    ...pictureProblems(spec),
    ...(spec.bars?.labels === undefined ? [] : ['`labels` can be read in an SVG only']),
  ],
  check: ({ bytes, spec, mimeType, pictures }) => checkPicture({ mimeType, bytes, spec, pictures }),
});

import { csvArtifact } from './csv-artifact.js';
import { htmlArtifact } from './html-artifact.js';
import { imageArtifact } from './image-artifact.js';
import { jsonArtifact } from './json-artifact.js';
import { svgArtifact } from './svg-artifact.js';
import { textArtifact } from './text-artifact.js';

/** Every kind of artifact that can be checked; one line each. */
export const artifactChecks = [
  jsonArtifact,
  csvArtifact,
  textArtifact,
  htmlArtifact,
  imageArtifact,
  svgArtifact,
] as const;

/** Their keys together: an artifact spec. */
export const artifactKeys = {
  ...jsonArtifact.keys.shape,
  ...csvArtifact.keys.shape,
  ...textArtifact.keys.shape,
  ...htmlArtifact.keys.shape,
  ...imageArtifact.keys.shape,
  ...svgArtifact.keys.shape,
};

export function checkFor(mimeType: string): (typeof artifactChecks)[number] | undefined {
  return artifactChecks.find((check) => check.mimeTypes.includes(mimeType));
}

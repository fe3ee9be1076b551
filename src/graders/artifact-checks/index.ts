import { csvArtifact } from './csv-artifact.js';
import { jsonArtifact } from './json-artifact.js';
import { textArtifact } from './text-artifact.js';

/** Every kind of artifact that can be checked; one line each. */
export const artifactChecks = [jsonArtifact, csvArtifact, textArtifact] as const;

/** Their keys together: an artifact spec. */
export const artifactKeys = {
  ...jsonArtifact.keys.shape,
  ...csvArtifact.keys.shape,
  ...textArtifact.keys.shape,
};

export function checkFor(mimeType: string): (typeof artifactChecks)[number] | undefined {
  return artifactChecks.find((check) => check.mimeTypes.includes(mimeType));
}

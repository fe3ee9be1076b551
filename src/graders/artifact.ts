import * as z from 'zod';
import { artifactChecks, artifactKeys, checkFor } from './artifact-checks/index.js';
import { defineGrader } from './define-grader.js';
import { failed, faulty, fromParts } from './findings.js';
import { findArtifact } from './find-artifact.js';
import { orTaskFault } from './refused-check.js';

const spec = z.strictObject({
  mimeType: z.enum(artifactChecks.flatMap(({ mimeTypes }) => mimeTypes)),
  maxBytes: z.int().min(1).max(16_000_000).default(1_000_000),
  ...artifactKeys,
});

export const artifact = defineGrader({
  type: 'artifact',
  summary:
    'The one artifact of a type, decoded from its data: URL and inspected; what its descriptor claims must be true.',
  spec,
  problems(wanted) {
    const check = checkFor(wanted.mimeType);
    if (check === undefined) return [`artifacts of type ${wanted.mimeType} cannot be checked`];
    const known = new Set([
      'mimeType',
      'maxBytes',
      'type',
      'weight',
      'gate',
      ...Object.keys(check.keys.shape),
    ]);
    const foreign = Object.keys(wanted).filter((key) => !known.has(key));
    return [
      ...foreign.map((key) => `\`${key}\` does not apply to ${wanted.mimeType}`),
      ...check.problems(wanted),
    ];
  },
  grade: ({ answer, spec: wanted, services: { bounded } }) =>
    orTaskFault(async () => {
      const check = checkFor(wanted.mimeType);
      if (check === undefined)
        return faulty('task', `artifacts of type ${wanted.mimeType} cannot be checked`);
      const found = findArtifact(answer, wanted);
      if (found.kind === 'missing') return failed(found.reason);
      const parts = await check.check({ bytes: found.value, spec: wanted, bounded });
      return fromParts(parts, { spans: [found.span], allOrNothing: true });
    }),
});

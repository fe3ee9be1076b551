import * as z from 'zod';
import { artifactChecks, artifactKeys, checkFor } from './artifact-checks/index.js';
import { defineGrader } from './define-grader.js';
import { failed, faulty, fromParts } from './findings.js';
import { findArtifact } from './find-artifact.js';
import { orTaskFault } from './refused-check.js';

const commonKeys = z.strictObject({
  mimeType: z.enum(artifactChecks.flatMap(({ mimeTypes }) => mimeTypes)),
  maxBytes: z.int().min(1).max(16_000_000).default(2_000_000),
  allowHosts: z
    .array(
      z
        .string()
        .regex(/^[a-z\d.-]+(?::\d{1,5})?$/, 'a host is written like files.example or files.example:8443'),
    )
    .max(20)
    .default([])
    .describe('hosts from which a descriptor’s http(s) URL is fetched; public addresses only'),
  allowTargetHost: z
    .boolean()
    .default(false)
    .describe('true: a descriptor’s URL at the target’s own origin is fetched'),
});
const spec = z.strictObject({ ...commonKeys.shape, ...artifactKeys });

export const artifact = defineGrader({
  type: 'artifact',
  summary: 'The one artifact of a type, decoded and inspected; what its descriptor claims must be true.',
  spec,
  problems(wanted) {
    const check = checkFor(wanted.mimeType);
    if (check === undefined) return [`artifacts of type ${wanted.mimeType} cannot be checked`];
    const known = new Set([
      ...Object.keys(commonKeys.shape),
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
  grade: ({ answer, spec: wanted, services: { bounded, pictures, fetchArtifact } }) =>
    orTaskFault(async () => {
      const { mimeType } = wanted;
      const check = checkFor(mimeType);
      if (check === undefined) return faulty('task', `artifacts of type ${mimeType} cannot be checked`);
      const found = await findArtifact(answer, wanted, fetchArtifact);
      if (found.kind === 'missing') return failed(found.reason);
      const parts = await check.check({ bytes: found.value, mimeType, spec: wanted, bounded, pictures });
      return fromParts(parts, { spans: [found.span], allOrNothing: true });
    }),
});

import type { Judge } from '../judge/judge.js';
import { openSandbox } from '../sandbox/open-sandbox.js';
import { openBoundedChecks } from './bounded-checks.js';
import { openCustomGraders } from './custom/custom-graders.js';
import type { GraderServices } from './define-grader.js';
import { openArtifactFetch } from './guarded-fetch.js';
import type { GraderSpec } from './index.js';
import { openPictureReader } from './pictures/open-picture-reader.js';

export interface ServiceOptions {
  /** What will be asked for; a service that none of these needs is not opened. */
  readonly graders: readonly GraderSpec[];
  readonly asset: (path: string) => Promise<Uint8Array>;
  readonly judge?: Judge | undefined;
  /** Whether the suite's own code may run on the host. */
  readonly allowCustom: boolean;
  /** Base URL of the miner whose artifacts may be fetched; undefined: nothing is fetched at all. */
  readonly targetUrl?: string | undefined;
  /** Programs that run at once; default 2. One leaves a core to the timing thread of a run on a small machine. */
  readonly sandboxThreads?: number | undefined;
}

/** Threads, interpreters and processes for grading, closed together. */
export async function openGraderServices({
  graders,
  asset,
  judge,
  allowCustom,
  targetUrl,
  sandboxThreads: threads = 2,
}: ServiceOptions): Promise<GraderServices & AsyncDisposable> {
  const types = new Set(graders.map(({ type }) => type));
  // The only one that can fail comes first; the others start nothing before they are asked.
  const bounded = await openBoundedChecks();
  const pictures = openPictureReader();
  const sandbox = types.has('code') ? await openSandbox({ threads }) : undefined;
  return {
    judge,
    asset,
    bounded,
    pictures,
    sandbox,
    custom: allowCustom && types.has('custom') ? openCustomGraders() : undefined,
    fetchArtifact: targetUrl === undefined ? undefined : openArtifactFetch({ targetUrl }),
    async [Symbol.asyncDispose]() {
      await Promise.all(
        [bounded, pictures, sandbox].map(async (service) => service?.[Symbol.asyncDispose]()),
      );
    },
  };
}

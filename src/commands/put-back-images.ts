import { BenchError } from '../errors/bench-error.js';
import { sha256 } from '../lib/digest.js';
import type { Json, JsonObject } from '../lib/json.js';
import type { AttemptRecord } from '../results/attempt-record.js';
import { mapTexts } from '../results/redact.js';
import type { RunHeader } from '../results/run-header.js';
import { imageDataUrl, openAssets } from '../suite/assets.js';
import { fillTask } from '../suite/fill-task.js';
import { loadSuite } from '../suite/load-suite.js';
import type { Suite } from '../suite/task.js';

export interface WholeRequests {
  readonly requests: readonly JsonObject[];
  /** One sentence for each asset that could not be put back. */
  readonly notes: readonly string[];
}

/**
 * The requests of an attempt as they were sent: images, of which the journal keeps the digest alone, come from the
 * suite, if it can be loaded and is still the one of the run.
 */
export async function putBackImages(
  header: RunHeader,
  { taskId, exchanges }: AttemptRecord,
  searchPath: readonly string[],
): Promise<WholeRequests> {
  const requests = exchanges.map(({ request }) => request);
  const wanted = new Set(requests.flatMap(storedDigests));
  if (wanted.size === 0) return { requests, notes: [] };
  const { urls, problem } = await imagesOf(header, taskId, searchPath);
  const restore = (text: string) => urls.get(text) ?? text;
  return {
    requests: requests.map((request) => mappedRequest(request, restore)),
    notes: [...wanted]
      .filter((stored) => !urls.has(stored))
      .map((stored) => `${stored} is missing from the request: ${problem}`),
  };
}

interface SuiteImages {
  /** Data URL by what the journal keeps of it. */
  readonly urls: ReadonlyMap<string, string>;
  /** Why an image is not among them. */
  readonly problem: string;
}

async function imagesOf(
  { suite: { reference, digest } }: RunHeader,
  taskId: string,
  searchPath: readonly string[],
): Promise<SuiteImages> {
  const none = (problem: string): SuiteImages => ({ urls: new Map(), problem });
  try {
    const suite = await loadSuite(reference, { searchPath });
    if (suite.digest !== digest) return none(`the suite ${reference} has changed since the run`);
    return {
      urls: await taskImages(suite, taskId),
      problem: `no image of ${taskId} in ${reference} is that one`,
    };
  } catch (problem) {
    if (problem instanceof BenchError) return none(`the suite ${reference} cannot be loaded`);
    throw problem;
  }
}

/** Those of all variants: the record may name one that the suite has not. */
async function taskImages(suite: Suite, taskId: string): Promise<ReadonlyMap<string, string>> {
  const task = suite.tasks.find(({ id }) => id === taskId);
  const read = openAssets(suite);
  const paths = new Set(task?.variants.flatMap((_, variant) => fillTask(task, variant, '').images));
  const images = await Promise.all(
    [...paths].map(async (path): Promise<[string, string]> => {
      const bytes = await read(path);
      return [`sha256:${sha256(bytes)};bytes=${bytes.length}`, imageDataUrl(path, bytes)];
    }),
  );
  return new Map(images);
}

function storedDigests(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return /^sha256:[0-9a-f]{64};bytes=\d+$/u.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(storedDigests);
}

function mappedRequest(request: JsonObject, restore: (text: string) => string): JsonObject {
  const members = Object.entries(request).flatMap(([key, value]): [string, Json][] =>
    value === undefined ? [] : [[key, mapTexts(value, restore)]],
  );
  return Object.fromEntries(members);
}

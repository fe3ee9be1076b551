import { sha256 } from '../lib/digest.js';
import { maxAssetBytes } from './assets.js';
import type { AssetFact } from './draft.js';
import { imageMimeType } from './image-type.js';
import { readInside } from './read-inside.js';

/** What lies at each of `paths`. One after the other: a suite's pictures together may be large. */
export async function readAssets(
  folder: string,
  paths: Iterable<string>,
): Promise<ReadonlyMap<string, AssetFact>> {
  const facts = new Map<string, AssetFact>();
  for (const path of [...new Set(paths)].sort()) facts.set(path, await readAsset(folder, path));
  return facts;
}

/** What lies at each path that a custom grader names. */
export async function readModules(
  folder: string,
  paths: Iterable<string>,
): Promise<ReadonlyMap<string, AssetFact>> {
  const facts = new Map<string, AssetFact>();
  for (const path of [...new Set(paths)].sort()) {
    const file = await readInside(folder, path, maxModuleBytes);
    facts.set(path, file.kind === 'refused' ? file : { kind: 'module', sha256: sha256(file.bytes) });
  }
  return facts;
}

/** More than anyone reads before letting it run. */
const maxModuleBytes = 256 * 1024;

async function readAsset(folder: string, path: string): Promise<AssetFact> {
  const file = await readInside(folder, path, maxAssetBytes);
  if (file.kind === 'refused') return file;
  if (imageMimeType(file.bytes) === undefined)
    return { kind: 'refused', what: 'is no image', fix: 'use PNG, JPEG, GIF or WebP' };
  return { kind: 'image', sha256: sha256(file.bytes) };
}

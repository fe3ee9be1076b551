import { BenchError } from '../errors/bench-error.js';
import { imageMimeType } from './image-type.js';
import { quoted } from './problem.js';
import { readInside } from './read-inside.js';

/** Larger pictures are refused by model providers, and nobody would review them. */
export const maxAssetBytes = 8 * 1024 * 1024;

/** Bytes of a suite's file by its path in a task. */
export type AssetReader = (path: string) => Promise<Uint8Array>;

/** Reads each asset of a suite once. Throws BenchError when a file has gone or left the folder since the suite was loaded. */
export function openAssets({ folder }: { readonly folder: string }): AssetReader {
  const known = new Map<string, Promise<Uint8Array>>();
  return (path) => {
    const bytes = known.get(path) ?? readAsset(folder, path);
    known.set(path, bytes);
    return bytes;
  };
}

async function readAsset(folder: string, path: string): Promise<Uint8Array> {
  const file = await readInside(folder, path, maxAssetBytes);
  if (file.kind === 'read') return file.bytes;
  throw new BenchError('usage', `the suite’s file ${quoted(path)} ${file.what}`, {
    hint: `To mend it: ${file.fix}.`,
  });
}

/** The file as a URL that holds it. Throws BenchError where it is no PNG, JPEG, GIF or WebP. */
export function imageDataUrl(path: string, bytes: Uint8Array): string {
  const mimeType = imageMimeType(bytes);
  if (mimeType !== undefined) return `data:${mimeType};base64,${Buffer.from(bytes).toString('base64')}`;
  throw new BenchError('usage', `the suite’s file ${quoted(path)} is no image`, {
    hint: 'Use PNG, JPEG, GIF or WebP.',
  });
}

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Below the limit by this much, so that not every write prunes again. */
const keptShare = 0.9;
/** A file beside its name for this long was left there by a process that died. */
const abandonedMs = 3_600_000;

interface FileFacts {
  readonly path: string;
  readonly bytes: number;
  readonly usedAtMs: number;
}

/** Removes the files used longest ago until those left are within the limit. Files that vanish meanwhile are fine. */
export async function pruneFolder(folder: string, maxBytes: number): Promise<void> {
  const files = await filesOf(folder);
  const abandoned = files.filter(
    ({ path, usedAtMs }) => path.endsWith('.tmp') && usedAtMs < Date.now() - abandonedMs,
  );
  for (const { path } of abandoned) await rm(path, { force: true });
  const entries = files.filter(({ path }) => path.endsWith('.json'));
  let bytes = entries.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes <= maxBytes) return;
  for (const file of entries.toSorted((left, right) => left.usedAtMs - right.usedAtMs)) {
    if (bytes <= maxBytes * keptShare) break;
    await rm(file.path, { force: true });
    bytes -= file.bytes;
  }
}

/** Only what lies where this cache puts things: `<two hex digits>/<name>`. */
async function filesOf(folder: string): Promise<readonly FileFacts[]> {
  const files: FileFacts[] = [];
  for (const group of await readdir(folder)) {
    if (!/^[0-9a-f]{2}$/.test(group)) continue;
    const names = await readdir(join(folder, group)).catch(() => []);
    for (const name of names.filter((text) => /^[0-9a-f]{64}\.json(?:\.[0-9a-f-]+\.tmp)?$/.test(text))) {
      const path = join(folder, group, name);
      const facts = await stat(path).catch(() => undefined);
      if (facts?.isFile() === true) files.push({ path, bytes: facts.size, usedAtMs: facts.mtimeMs });
    }
  }
  return files;
}

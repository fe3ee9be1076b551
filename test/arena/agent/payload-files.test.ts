import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readPayload, writePayload } from '../../../src/arena/agent/payload-files.js';
import { sha256 } from '../../../src/lib/digest.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const raw = (text: string) => ({ bytes: Buffer.from(text), isTruncated: false });

test('a reply is kept under the hash of its plain bytes, and comes back as it was', async () => {
  await using folder = await temporaryFolder();
  const kept = await writePayload(folder.path, { ...raw('data: hello\n\n'), isTruncated: true });
  const digest = sha256('data: hello\n\n');

  expect(kept).toEqual({
    sha256: digest,
    bytes: 13,
    isTruncated: true,
    isRedacted: false,
    path: `${digest.slice(0, 2)}/${digest}.gz`,
  });
  expect(Buffer.from(await readPayload(folder.path, digest)).toString()).toBe('data: hello\n\n');
});

test('the same bytes are one file, also when written at the same time, and nothing is left beside it', async () => {
  await using folder = await temporaryFolder();
  const kept = await Promise.all([1, 2, 3].map(() => writePayload(folder.path, raw(''))));
  await writePayload(folder.path, raw(''));
  const names = await readdir(folder.path, { recursive: true });

  expect(new Set(kept.map(({ path }) => path)).size).toBe(1);
  expect(names.toSorted()).toEqual(['e3', kept[0]?.path]);
});

test.skipIf(process.platform === 'win32')('nobody else may read it', async () => {
  await using folder = await temporaryFolder();
  const { path } = await writePayload(folder.path, raw('x'));

  expect((await stat(join(folder.path, path))).mode & 0o777).toBe(0o600);
});

test('a file that was changed, damaged or lost is not taken for the reply', async () => {
  await using folder = await temporaryFolder();
  const { path, sha256: digest } = await writePayload(folder.path, raw('x'));
  for (const other of [gzipSync('y'), Buffer.from('no gzip')]) {
    await writeFile(join(folder.path, path), other);
    await expect(readPayload(folder.path, digest)).rejects.toThrow(/does not hold what its name says/);
  }

  await expect(readPayload(folder.path, sha256('z'))).rejects.toThrow(/does not exist/);
  await expect(readPayload(folder.path, '../../etc/passwd')).rejects.toThrow(RangeError);
});

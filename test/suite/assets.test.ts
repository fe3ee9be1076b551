import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imageDataUrl, openAssets } from '../../src/suite/assets.js';
import { imageMimeType } from '../../src/suite/image-type.js';
import { readInside } from '../../src/suite/read-inside.js';
import { temporaryFolder } from './temporary-suite.js';

test('a file is read once and stays as it was', async () => {
  const folder = await temporaryFolder({ 'assets/a.txt': 'first' });
  const asset = openAssets({ folder });
  expect(Buffer.from(await asset('assets/a.txt')).toString()).toBe('first');
  await writeFile(join(folder, 'assets/a.txt'), 'second');
  expect(Buffer.from(await asset('assets/a.txt')).toString()).toBe('first');
});

test('a file that is gone, or never was inside, is the user’s problem and says so', async () => {
  const folder = await temporaryFolder({ 'a.txt': 'x' });
  await rm(join(folder, 'a.txt'));
  await expect(openAssets({ folder })('a.txt')).rejects.toMatchObject({ reason: 'usage' });
  await expect(openAssets({ folder })('../a.txt')).rejects.toMatchObject({ reason: 'usage' });
});

test.each(['..', '../x', 'a/../../x', '/etc/hostname', 'a\\b', 'c:x', 'a\0b', '', '.'])(
  'a path that is not plainly inside is refused: %j',
  async (path) => {
    const folder = await temporaryFolder({ 'a.txt': 'x' });
    expect(await readInside(folder, path, 100)).toMatchObject({ kind: 'refused' });
  },
);

test('what is too large is refused unread', async () => {
  const folder = await temporaryFolder({ 'a.txt': 'x'.repeat(101), 'b.txt': 'x'.repeat(100) });
  expect(await readInside(folder, 'a.txt', 100)).toMatchObject({ kind: 'refused', what: 'has 101 bytes' });
  expect(await readInside(folder, 'b.txt', 100)).toMatchObject({ kind: 'read' });
});

test.each([
  ['image/png', '89504e470d0a1a0a00'],
  ['image/jpeg', 'ffd8ffe000'],
  ['image/gif', '474946383961'],
  ['image/webp', '524946460000000057454250'],
])('%s is known by its first bytes', (mimeType, hex) => {
  expect(imageMimeType(Buffer.from(hex, 'hex'))).toBe(mimeType);
  expect(imageMimeType(Buffer.from(hex, 'hex').subarray(1))).toBeUndefined();
  expect(imageDataUrl('a', Buffer.from(hex, 'hex'))).toMatch(new RegExp(`^data:${mimeType};base64,`));
});

test('what is no image has no data URL', () => {
  expect(() => imageDataUrl('a.png', Buffer.from('<svg/>'))).toThrow('is no image');
});

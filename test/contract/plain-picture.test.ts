import { expect, test } from 'vitest';
import { plainPicture } from '../../src/contract/plain-picture.js';

test('a picture is a PNG of 64 by 64 pixels whose last block has the checksum the standard gives', () => {
  const url = plainPicture([224, 16, 16]);
  const png = Buffer.from(url.slice('data:image/png;base64,'.length), 'base64');

  expect(url).toMatch(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/);
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([64, 64]);
  expect(png.subarray(-8).toString('hex')).toBe('49454e44ae426082');
});

import { crc32, deflateSync } from 'node:zlib';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { openPictureReader } from '../../../src/graders/pictures/open-picture-reader.js';
import type { PictureQuestion } from '../../../src/graders/pictures/picture-reader.js';
import { readSvg } from '../../../src/graders/pictures/read-svg.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { chartSvg, svg } from '../support/draw.js';

function question(source: string, mimeType = 'image/svg+xml'): PictureQuestion {
  return { mimeType, bytes: Buffer.from(source), points: [], areas: [], wantsColours: true };
}

const good = question(chartSvg({ values: [1, 2] }));

test('questions wait for one another, and a refused picture leaves the process up', async () => {
  await using reader = openPictureReader();
  const readings = await Promise.all([
    reader.measure(good),
    reader.measure(question('<svg', 'image/png')),
    reader.measure(question('<svg xmlns="http://www.w3.org/2000/svg"><rect')),
    reader.measure(good),
  ]);
  expect(readings.map(({ kind }) => kind)).toEqual(['measured', 'refused', 'refused', 'measured']);
  expect(readings[3]).toEqual(readings[0]);
});

test('what lies outside the picture has no colour', async () => {
  await using reader = openPictureReader();
  const areas = [{ x: 390, y: 0, width: 20, height: 9, colour: [0, 0, 0] as const, tolerance: 0 }];
  const reading = await reader.measure({
    ...good,
    points: [
      { x: 400, y: 3 },
      { x: 1, y: 1 },
    ],
    areas,
  });
  expect(reading).toMatchObject({ points: [undefined, [255, 255, 255]], areas: [undefined] });
});

test('even an SVG that was not made harmless draws nothing from elsewhere', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'secret.svg');
  await writeFile(path, chartSvg({ values: [1, 2] }));
  const address = pathToFileURL(path).href;
  const loads = svg(`<image href="${address}" width="400" height="400"/><use href="${address}#a"/>`);
  await using reader = openPictureReader();
  expect(await reader.measure(question(loads))).toMatchObject({ kind: 'measured', isBlank: true });
});

const doubling = Array.from({ length: 40 }, (_, index) => {
  return `<g id="g${index + 1}"><use href="#g${index}"/><use href="#g${index}"/></g>`;
});

test.each([
  [
    'elements that multiply without end',
    svg(`<g id="g0"><rect width="1" height="1"/></g>${doubling.join('')}`),
  ],
  ['an element that uses itself', svg('<g id="a"><rect width="9" height="9"/><use href="#a"/></g>')],
  [
    'filters of huge regions',
    svg(
      `<filter id="f" x="-99999" y="-99999" width="999999" height="999999">${'<feGaussianBlur stdDeviation="9999"/>'.repeat(40)}</filter>${'<rect width="400" height="400" filter="url(#f)"/>'.repeat(50)}`,
    ),
  ],
  [
    'turbulence over turbulence',
    svg(
      `<filter id="f">${'<feTurbulence baseFrequency="0.9" numOctaves="99999"/>'.repeat(40)}</filter>${'<rect width="400" height="400" filter="url(#f)"/>'.repeat(200)}`,
    ),
  ],
  [
    'patterns of patterns',
    svg(
      `${Array.from({ length: 30 }, (_, index) => `<pattern id="p${index}" width="0.001" height="0.001"><rect width="1" height="1" fill="url(#p${index + 1})"/></pattern>`).join('')}<rect width="400" height="400" fill="url(#p0)"/>`,
    ),
  ],
])('%s: contained, and the next picture is read', async (_, source) => {
  await using reader = openPictureReader({ deadlineMs: 2_500 });
  const reading = readSvg(source);
  const safe = reading.kind === 'svg' ? reading.source : '';
  expect(safe).not.toBe('');
  expect(['measured', 'refused']).toContain((await reader.measure(question(safe))).kind);
  expect((await reader.measure(good)).kind).toBe('measured');
});

/** A PNG of 4 000 × 4 000 whose pixels are a few bytes, as many as are allowed. */
function dense(): Buffer {
  const header = Buffer.from('89504e470d0a1a0a', 'hex');
  const size = Buffer.alloc(13);
  size.writeUInt32BE(4_000, 0);
  size.writeUInt32BE(4_000, 4);
  size.set([8, 2], 8);
  const rows = Buffer.alloc(4_000 * (3 * 4_000 + 1));
  for (let row = 0; row < 4_000; row++)
    rows.fill(row % 2 === 0 ? 0xff : 0, row * 12_001 + 1, (row + 1) * 12_001);
  return Buffer.concat([
    header,
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

test('sixteen million pixels in stripes are measured', async () => {
  await using reader = openPictureReader();
  const bars = { colours: [[255, 255, 255] as const], tolerance: 0, direction: 'right' as const };
  const reading = await reader.measure({ ...good, mimeType: 'image/png', bytes: dense(), bars });
  expect(reading).toMatchObject({ kind: 'measured', width: 4_000, height: 4_000, isBlank: false });
});

/** Writes programs into a folder. */
function programs(folder: string) {
  let count = 0;
  return async (source: string): Promise<URL> => {
    const path = join(folder, `process-${count++}.mjs`);
    await writeFile(path, source);
    return pathToFileURL(path);
  };
}

const up = "process.send({ kind: 'ready' });";

test('a process that falls silent or breaks is ended, and its picture refused', async () => {
  await using folder = await temporaryFolder();
  const processOf = programs(folder.path);
  const silent = await processOf(`process.on('message', () => undefined); ${up}`);
  await using stuck = openPictureReader({ process: silent, deadlineMs: 200 });
  expect((await stuck.measure(good)).kind).toBe('refused');
  expect((await stuck.measure(good)).kind).toBe('refused');

  const broken = await processOf(`process.on('message', () => process.abort()); ${up}`);
  await using fallen = openPictureReader({ process: broken });
  expect((await fallen.measure(good)).kind).toBe('refused');

  const babbling = await processOf(`process.on('message', () => process.send('x')); ${up}`);
  await using odd = openPictureReader({ process: babbling });
  expect((await odd.measure(good)).kind).toBe('refused');
});

test('where sharp does not load, every picture is unavailable, and it says what to do', async () => {
  await using folder = await temporaryFolder();
  const processOf = programs(folder.path);
  const bare = await processOf(
    "process.send({ kind: 'unavailable', reason: 'no binary\\nfor this platform' });",
  );
  await using reader = openPictureReader({ process: bare });
  const reading = await reader.measure(good);
  expect(reading).toMatchObject({ kind: 'unavailable' });
  expect(reading.kind === 'unavailable' && reading.reason).toMatch(
    /sharp does not load \(no binary\); reinstall/,
  );
  expect(await reader.measure(good)).toEqual(reading);

  await using gone = openPictureReader({ process: await processOf('process.exit(1)') });
  expect((await gone.measure(good)).kind).toBe('unavailable');
});

test('closed before a picture came, it never started anything', async () => {
  const reader = openPictureReader({ process: new URL('file:///nowhere.js') });
  await expect(reader[Symbol.asyncDispose]()).resolves.toBeUndefined();
  await expect(reader.measure(good)).rejects.toThrow('closed');
});

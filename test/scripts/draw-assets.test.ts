import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { listSuites } from '../../src/suite/list-suites.js';
import { fillText } from '../../src/suite/template.js';

const script = fileURLToPath(new URL('../../scripts/draw-assets.js', import.meta.url));
const run = (mode: string) => execFileSync(process.execPath, [script, mode], { encoding: 'utf8' });

const answers = z.record(z.string(), z.record(z.string(), z.json())).parse(JSON.parse(run('--answers')));
const shipped = await listSuites({ searchPath: [] });
const pictured = shipped.flatMap(({ name, suite }) =>
  (suite?.tasks ?? [])
    .filter(({ images }) => images.length > 0)
    .flatMap(({ id, images, variants }) =>
      variants.map((values, row) => ({
        id,
        row: row + 1,
        values,
        files: images.map((path) => `${name}/${fillText(path, values)}`),
      })),
    ),
);

test('every picture is what its script draws, pixel by pixel', () => {
  expect(run('--check')).toContain(`${Object.keys(answers).length} pictures, 0 differ`);
});

test('every picture is asked about, by exactly one row of one task', () => {
  expect(pictured.flatMap(({ files }) => files).sort()).toEqual(Object.keys(answers).sort());
});

test.each(pictured)('$id, row $row, wants what its picture shows', ({ files, values }) => {
  for (const file of files) expect(values).toMatchObject(answers[file] ?? { [file]: 'drawn' });
});

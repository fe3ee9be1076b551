/**
 * Draws the pictures of the shipped suites. `--check` writes nothing and fails where a file's pixels differ;
 * `--answers` prints what each picture shows, as JSON.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { pictures } from './draw/pictures.js';
import { encodePng, showsSamePixels } from './draw/png.js';

const suites = fileURLToPath(new URL('../suites/', import.meta.url));
const mode = process.argv[2];

if (mode === '--answers') {
  print(JSON.stringify(Object.fromEntries(pictures.map(({ path: file, answer }) => [file, answer]))));
} else {
  const stale = pictures.filter((picture) => !isUpToDate(picture));
  for (const picture of mode === '--check' ? [] : stale) {
    const file = path.join(suites, picture.path);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, encodePng(picture.draw()));
  }
  const verb = mode === '--check' ? 'differ' : 'drawn';
  print(`${pictures.length} pictures, ${stale.length} ${verb}`);
  for (const { path: file } of stale) print(`  suites/${file}`);
  if (mode === '--check' && stale.length > 0) process.exitCode = 1;
}

/** @param {string} line */
function print(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * A file whose pixels are right is left alone: another zlib would change its bytes, and with them the suite's digest.
 * @param {import('./draw/pictures.js').Picture} picture
 */
function isUpToDate(picture) {
  try {
    return showsSamePixels(readFileSync(path.join(suites, picture.path)), picture.draw());
  } catch {
    return false;
  }
}

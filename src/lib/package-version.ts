import { readFileSync } from 'node:fs';
import { parseJson, isJsonObject } from './json.js';

/** The version in the `package.json` two folders up, which is this package's from `src` and from `dist`. */
export function packageVersion(): string {
  const manifest = parseJson(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const version = isJsonObject(manifest) ? manifest['version'] : undefined;
  if (typeof version !== 'string') throw new Error('package.json has no version');
  return version;
}

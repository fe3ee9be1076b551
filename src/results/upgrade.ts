import { BenchError } from '../errors/bench-error.js';
import { isJsonObject, type Json, type JsonObject } from '../lib/json.js';
import { resultSchemaVersion } from './run-result.js';

export interface KnownVersion {
  /** `janus-bench/result`. */
  readonly schema: string;
  /** The newest this program knows. */
  readonly version: number;
  /** File, or file:line, for the message. */
  readonly where: string;
}

/** The object, once it says that it is what we look for in a version we know. Throws BenchError('usage') otherwise. */
export function requireKnownVersion(value: Json | undefined, known: KnownVersion): JsonObject {
  const { schema, version, where } = known;
  if (!isJsonObject(value) || value['schema'] !== schema) {
    throw new BenchError('usage', `${where} is not a ${schema}`, {
      hint: 'Name a run folder, its result.json or its attempts.jsonl.',
    });
  }
  const found = value['schemaVersion'];
  if (typeof found !== 'number') throw new BenchError('usage', `${where} has no schemaVersion`);
  if (found > version) {
    throw new BenchError(
      'usage',
      `${where} was written by a newer janus-bench (${schema} version ${found}; this one reads up to ${version})`,
      { hint: 'Upgrade with: npm install -g janus-bench@latest' },
    );
  }
  return value;
}

/**
 * A result of any version that was ever published, in the shape of the newest. Each older version has one step here;
 * 1 is the first. Throws BenchError('usage') on a newer one.
 */
export function upgradeResult(value: Json | undefined, where: string): JsonObject {
  return requireKnownVersion(value, { schema: 'janus-bench/result', version: resultSchemaVersion, where });
}

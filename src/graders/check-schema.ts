import type { Json, JsonObject } from '../lib/json.js';
import type { BoundedChecks } from './define-grader.js';
import { show } from './findings.js';

/**
 * Why a miner's value is not what an author's schema wants; undefined if it is. A value that takes the schema past its
 * deadline fails: excluding it would let such a value buy an exclusion. Throws RefusedCheck where the schema is broken.
 */
export async function checkSchema(
  bounded: BoundedChecks,
  schema: JsonObject,
  value: Json,
): Promise<string | undefined> {
  const reply = await bounded.validate(schema, value);
  if (reply.kind === 'timed_out') return 'checking it against the schema ran past the deadline';
  const [problem] = reply.problems;
  return problem === undefined ? undefined : `the schema says: ${show(problem)}`;
}

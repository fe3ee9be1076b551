import type { Json, JsonObject } from '../../lib/json.js';
import type { BoundedChecks } from '../define-grader.js';
import { part } from '../findings.js';
import type { FindingPart } from '../grade.js';
import { checkSchema } from '../check-schema.js';

/** The artifact's value against the schema. Throws RefusedCheck where the schema is broken. */
export async function schemaPart(
  bounded: BoundedChecks,
  schema: JsonObject,
  value: Json,
): Promise<FindingPart> {
  const problem = await checkSchema(bounded, schema, value);
  return part('schema', problem === undefined, problem ?? 'it meets the schema');
}

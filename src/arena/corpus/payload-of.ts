import type { JsonObject } from '../../lib/json.js';
import type { CorpusCase } from './corpus-schema.js';

/** What agents get of a case: no checkpoint is in it. */
export function payloadOf({
  task,
  inputData,
  outputSchema,
  entrypoint,
  hardTimeout,
}: CorpusCase): JsonObject {
  return {
    task,
    input_data: inputData,
    output_schema: outputSchema,
    entrypoint: { url: entrypoint.url, method: entrypoint.method },
    timeout_policy: { hard_timeout_ms: hardTimeout, idle_timeout_ms: null },
  };
}

import { createRequire } from 'node:module';
import type * as AjvModule from 'ajv/dist/2020.js';
import type { Json, JsonObject } from '../lib/json.js';

const maxProblems = 20;
const maxProblemChars = 300;

/**
 * A JSON Schema (2020-12), compiled. Unknown keywords are refused, for a mistyped rule would check nothing; `format` is a
 * remark and not checked; `$ref` reaches only into the schema itself. Throws Error with what is wrong with the schema.
 */
export function compileSchema(schema: JsonObject): (value: Json) => readonly string[] {
  const { Ajv2020 } = ajv();
  const compiler = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    validateFormats: false,
    addUsedSchema: false,
    inlineRefs: false,
    logger: false,
  });
  const validate = compiler.compile(schema);
  if ('$async' in validate) throw new Error('$async schemas are not supported');
  return (value) => {
    if (validate(value)) return [];
    const problems = (validate.errors ?? []).map(({ instancePath, message }) =>
      `${instancePath || 'it'} ${message ?? 'is not valid'}`.slice(0, maxProblemChars),
    );
    return problems.length === 0 ? ['it is not valid'] : problems.slice(0, maxProblems);
  };
}

/** Why a schema does not compile; undefined if it does. */
export function schemaProblem(schema: JsonObject): string | undefined {
  try {
    compileSchema(schema);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, maxProblemChars) : String(error);
  }
}

/** Loaded on first use: most runs and every `--help` never need it, and it takes 40 ms. */
function ajv(): typeof AjvModule {
  return createRequire(import.meta.url)('ajv/dist/2020.js') as typeof AjvModule;
}

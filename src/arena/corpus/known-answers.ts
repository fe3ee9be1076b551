import { canonicalJson } from '../../lib/canonical-json.js';
import { isJsonObject, parseJson, type Json, type JsonObject } from '../../lib/json.js';
import type { CheckpointRule, CorpusCase } from './corpus-schema.js';
import type { Corpus } from './load-corpus.js';
import { valueAt } from './value-at.js';

/** What a corpus's own checkpoints want to hear. */
export interface KnownAnswer {
  readonly output: Json;
  readonly finalUrl: string | undefined;
}

/**
 * Right answers by the text of a task as agents get it (a JSON object with `task` and `input_data`), for embedded agents
 * that play well and badly. Made from the checkpoints, so what no checkpoint looks at is not in them.
 */
export function knownAnswers(corpus: Corpus): (caseText: string) => KnownAnswer | undefined {
  const answers = new Map(
    corpus.cases.map((one) => [keyOf(one.task, one.inputData), answerTo(one, corpus.pages)]),
  );
  return (caseText) => {
    const asked = parseJson(caseText);
    if (!isJsonObject(asked)) return undefined;
    return answers.get(keyOf(asked['task'], asked['input_data']));
  };
}

function keyOf(task: Json | undefined, inputData: Json | undefined): string {
  return canonicalJson([task ?? null, inputData ?? null]);
}

function answerTo({ checkpoints }: CorpusCase, pages: Corpus['pages']): KnownAnswer {
  let output: Json | undefined;
  let finalUrl: string | undefined;
  for (const rule of checkpoints) {
    if (rule.kind === 'json_equals') output = withValue(output, stepsOf(rule.path), rule.value);
    if (rule.kind === 'final_url') finalUrl = rule.url;
  }
  return { output: output ?? {}, finalUrl: finalUrl ?? pageFor(checkpoints, pages) };
}

/** A page that shows all that the checkpoints want to see. */
function pageFor(checkpoints: readonly CheckpointRule[], pages: Corpus['pages']): string | undefined {
  const wanted = checkpoints.flatMap((rule) => (rule.kind === 'page_state' ? [rule] : []));
  if (wanted.length === 0) return undefined;
  const shows = (state: JsonObject) =>
    wanted.every(({ path, value }) => {
      const found = valueAt(state, path);
      return found !== undefined && canonicalJson(found) === canonicalJson(value);
    });
  return [...pages].find(([, state]) => shows(state))?.[0];
}

type Step = string | number;

function stepsOf(path: string): readonly Step[] {
  return [...path.matchAll(/\.([\p{L}\p{N}_-]+)|\[(\d+)\]/gu)].map(
    ([, name, index]) => name ?? Number(index),
  );
}

/** The value with `leaf` at this path, whatever stood there. */
function withValue(root: Json | undefined, [step, ...rest]: readonly Step[], leaf: Json): Json {
  if (step === undefined) return leaf;
  if (typeof step === 'string') {
    const object = isJsonObject(root) ? root : {};
    return { ...object, [step]: withValue(object[step], rest, leaf) };
  }
  const list: readonly Json[] = Array.isArray(root) ? root : [];
  const padded = Array.from({ length: Math.max(list.length, step + 1) }, (_, index) => list[index] ?? null);
  return padded.with(step, withValue(padded[step], rest, leaf));
}

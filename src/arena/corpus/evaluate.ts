import { difference } from '../../graders/same-json.js';
import type { BoundedChecks } from '../../graders/define-grader.js';
import type { Json, JsonObject } from '../../lib/json.js';
import type { CheckpointRule, CorpusCase } from './corpus-schema.js';
import { valueAt } from './value-at.js';

/** What an agent gave back. */
export interface Submission {
  readonly status: string;
  /** Null: nothing usable. */
  readonly output: Json;
  readonly finalUrl: string | null;
}

export interface CheckedPoint {
  readonly rule: CheckpointRule;
  readonly status: 'pass' | 'fail';
  readonly expected: Json;
  readonly actual: Json;
  /** Null on a pass. */
  readonly message: string | null;
}

export interface Evaluation {
  readonly verdict: 'pass' | 'fail';
  readonly reasonCode: string | null;
  /** Weighted share of the checkpoints passed, 0-1. */
  readonly score: number;
  readonly checkpoints: readonly CheckedPoint[];
}

export interface EvaluatorServices {
  readonly bounded: BoundedChecks;
  /** State of a page by its address, without fragment; undefined: unknown. */
  readonly pageState: (url: string) => JsonObject | undefined;
}

/**
 * Checks every checkpoint of the case by rules alone: the same submission always gets the same verdict. Passed once all
 * required ones are, and only by an attempt that was completed.
 */
export async function evaluate(
  { checkpoints: rules, outputSchema }: CorpusCase,
  submission: Submission,
  services: EvaluatorServices,
): Promise<Evaluation> {
  const checkpoints: CheckedPoint[] = [];
  for (const rule of rules)
    checkpoints.push(await checkPoint(rule, submission, { ...services, outputSchema }));
  const weightOf = (points: readonly CheckedPoint[]) =>
    points.reduce((sum, { rule }) => sum + rule.weight, 0);
  const passed = checkpoints.filter(({ status }) => status === 'pass');
  const isPass =
    submission.status === 'completed' &&
    checkpoints.every(({ rule, status }) => !rule.required || status === 'pass');
  return {
    verdict: isPass ? 'pass' : 'fail',
    reasonCode: isPass ? null : submission.status === 'completed' ? 'checkpoint_failed' : submission.status,
    score: weightOf(passed) / weightOf(checkpoints),
    checkpoints,
  };
}

interface CheckServices extends EvaluatorServices {
  readonly outputSchema: CorpusCase['outputSchema'];
}

async function checkPoint(
  rule: CheckpointRule,
  { output, finalUrl }: Submission,
  { bounded, pageState, outputSchema }: CheckServices,
): Promise<CheckedPoint> {
  switch (rule.kind) {
    case 'json_equals':
      return compared(rule, valueAt(output, rule.path), rule.value);
    case 'final_url':
      return compared(rule, finalUrl === null ? undefined : plainUrl(finalUrl), plainUrl(rule.url));
    case 'page_state': {
      const state = finalUrl === null ? undefined : pageState(plainUrl(finalUrl));
      return compared(rule, state === undefined ? undefined : valueAt(state, rule.path), rule.value);
    }
    case 'schema': {
      const checked = await bounded.validate(outputSchema, output);
      const problems = checked.kind === 'done' ? checked.problems : ['it takes too long to check'];
      const message = problems.length === 0 ? null : problems.slice(0, 5).join('; ');
      return {
        rule,
        status: message === null ? 'pass' : 'fail',
        expected: 'output_schema',
        actual: null,
        message,
      };
    }
  }
}

function compared(rule: CheckpointRule, actual: Json | undefined, expected: Json): CheckedPoint {
  const message = actual === undefined ? 'it is not there' : (difference(actual, expected) ?? null);
  return { rule, status: message === null ? 'pass' : 'fail', expected, actual: actual ?? null, message };
}

/** Without fragment, in the standard spelling; text that is no address stays as it is. */
export function plainUrl(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  url.hash = '';
  return url.href;
}

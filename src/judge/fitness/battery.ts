import { digestOf } from '../../lib/digest.js';
import type { Json } from '../../lib/json.js';
import { attackCases } from './attack-cases.js';
import { clearCases } from './clear-cases.js';
import type { FitnessCase } from './fitness-case.js';

export interface Battery {
  /** Raised whenever a case changes. */
  readonly version: string;
  /** SHA-256 of the cases. */
  readonly digest: string;
  readonly cases: readonly FitnessCase[];
}

const cases: readonly FitnessCase[] = [...clearCases, ...attackCases];

/** The battery that every judge has to pass before it may score. */
export const fitnessBattery: Battery = { version: '1.0.0', digest: digestOf(cases.map(asJson)), cases };

function asJson({ id, family, judgeCase, met, unmet }: FitnessCase): Json {
  const { task, reference, candidate, criteria } = judgeCase;
  const asked = criteria.map((criterion) => ({ ...criterion }));
  return { id, family, task, reference, candidate, criteria: asked, met: [...met], unmet: [...unmet] };
}

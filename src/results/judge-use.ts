import * as z from 'zod';
import { addUse, type JudgeUse } from '../judge/judge-use.js';
import { judgeUseSchema, type AttemptRecord } from './attempt-record.js';

/** A line of the journal: what judging took that no attempt's line holds (trial, battery, votes cut short). */
export const judgeUseLineSchema = z.object({
  schema: z.literal('janus-bench/judge-use'),
  schemaVersion: z.literal(1),
  use: judgeUseSchema,
});

export interface JudgedRecords {
  readonly records: readonly AttemptRecord[];
  /** Of the journal's lines about it. */
  readonly judgeUse?: readonly JudgeUse[] | undefined;
}

/** All that judging took, over every process that worked on the run. Undefined: the journal does not say. */
export function totalJudgeUse({ records, judgeUse = [] }: JudgedRecords): JudgeUse | undefined {
  const used = [...judgeUse, ...judgingsOf(records).flatMap(({ use }) => use ?? [])];
  const [first, ...others] = used;
  return first === undefined ? undefined : others.reduce(addUse, first);
}

/** Mean share of criteria on which two votes on one answer agreed, 0 to 1; null: nothing was judged. */
export function meanAgreement(records: readonly AttemptRecord[]): number | null {
  const shares = judgingsOf(records).flatMap(({ agreement }) => agreement ?? []);
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** Answers on which the judge failed. */
export function judgeFaults(records: readonly AttemptRecord[]): number {
  const criteria = records.flatMap(({ grade }) => grade.criteria);
  return criteria.filter(({ verdict, fault }) => verdict === 'error' && fault === 'judge').length;
}

function judgingsOf(records: readonly AttemptRecord[]) {
  return records.flatMap(({ grade }) => grade.criteria.flatMap(({ judging }) => judging ?? []));
}

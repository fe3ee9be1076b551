import * as z from 'zod';
import { arenaAgentsSchema } from '../arena/text/agents-file.js';
import { arenaBoardSchema } from '../arena/text/board-file.js';
import { arenaCohortSchema, arenaCohortsSchema } from '../arena/text/cohort-file.js';
import { arenaMethodologySchema } from '../arena/text/methodology-file.js';
import { arenaOpsSchema } from '../arena/text/ops-file.js';
import { arenaStatsSchema } from '../arena/text/stats-file.js';
import { BenchError } from '../errors/bench-error.js';
import { closest } from '../lib/closest.js';
import { comparisonSchema } from '../compare/comparison.js';
import { gateDecisionSchema } from '../compare/gate-decision.js';
import { attemptRecordSchema } from '../results/attempt-record.js';
import { checkReportSchema } from '../contract/check-report.js';
import { calibrationSchema } from '../results/calibration.js';
import { extendedLineSchema } from '../results/extended-line.js';
import { resumeLineSchema } from '../results/resume-line.js';
import { runHeaderSchema } from '../results/run-header.js';
import { runResultSchema } from '../results/run-result.js';
import { settingsFileSchema } from '../run/settings.js';
import { historySchema } from '../report/history.js';
import { suiteJsonSchema } from '../suite/json-schema.js';
import type { CommandAction } from './command.js';

/** `in`: what an author may write; `out`: what the program writes, defaults filled in. */
const schemas: Readonly<Record<string, () => object>> = {
  result: () => written(runResultSchema),
  attempt: () => written(attemptRecordSchema),
  journal: () =>
    written(z.union([runHeaderSchema, attemptRecordSchema, resumeLineSchema, extendedLineSchema])),
  calibration: () => written(calibrationSchema),
  check: () => written(checkReportSchema),
  comparison: () => written(comparisonSchema),
  gate: () => written(gateDecisionSchema),
  history: () => written(historySchema),
  'arena-board': () => written(arenaBoardSchema),
  'arena-stats': () => written(arenaStatsSchema),
  'arena-cohorts': () => written(arenaCohortsSchema),
  'arena-cohort': () => written(arenaCohortSchema),
  'arena-agents': () => written(arenaAgentsSchema),
  'arena-methodology': () => written(arenaMethodologySchema),
  'arena-ops': () => written(arenaOpsSchema),
  suite: () => suiteJsonSchema('card'),
  tasks: () => suiteJsonSchema('tasks'),
  'varied-tasks': () => suiteJsonSchema('varied-tasks'),
  config: () => z.toJSONSchema(settingsFileSchema, { io: 'input' }),
};

/** `schema`: the JSON Schema of a file, for editors and for readers in other languages. */
export const schema: CommandAction = ({ operands, io }) => {
  const [name = ''] = operands;
  const known = Object.keys(schemas);
  const make = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  if (make === undefined) {
    const meant = closest(name, known);
    throw new BenchError('usage', `there is no schema "${name}"`, {
      hint: meant === undefined ? `Schemas: ${known.join(', ')}.` : `Did you mean ${meant}?`,
    });
  }
  io.stdout.write(`${JSON.stringify(make(), null, 2)}\n`);
  return Promise.resolve('ok');
};

function written(schemaOfFile: z.ZodType): object {
  return z.toJSONSchema(schemaOfFile, { io: 'output' });
}

import { assemble } from '../../dist/results/assemble.js';
import { renderTable } from '../../dist/report/table.js';
import { toView } from '../../dist/report/view.js';
import { scoreInputOf } from '../../dist/results/score-input-of.js';
import { janusComposite } from '../../dist/scoring/profile.js';
import { scoreRun } from '../../dist/scoring/score-run.js';
import { sampleRun } from './sample-run.js';

/** @typedef {import('./measure.js').Comparison} Comparison */

/** Six scores with their intervals (2,000 resamples); bare: write the same input as JSON. @returns {Comparison} */
export function scoreComparison() {
  const { header, records } = sampleRun(1_000);
  const input = scoreInputOf(header, records);
  return {
    name: 'score 100,000 attempts',
    units: records.length,
    unit: 'attempts/s',
    bare: () => void JSON.stringify(input),
    product: () => void scoreRun(input, { profile: janusComposite, seed: ['bench'] }),
  };
}

/** Words and table from a result; bare: write the same result as JSON. @returns {Comparison} */
export function reportComparison() {
  const result = assemble(sampleRun(100));
  return {
    name: 'render a 10,000-attempt report',
    units: result.attempts.length,
    unit: 'attempts/s',
    bare: () => void JSON.stringify(result, null, 2),
    product: () => void renderTable(toView(result), { columns: 100, color: true }),
  };
}

import { inert } from '../../lib/inert.js';
import { joinPage } from '../../report/page.js';
import { counted } from '../../report/words.js';
import type { CheckedRow } from '../check-composites.js';

const shownRows = 200;

/** What recomputing a published board found, for people. */
export function renderCheckedRows(where: string, rows: readonly CheckedRow[]): string {
  const broken = rows.filter(({ verdict }) => verdict === 'breaks');
  const partial = rows.filter(({ verdict }) => verdict === 'partial').length;
  const shown = broken.slice(0, shownRows);
  const left = broken.length - shown.length;
  const held = rows.length - broken.length - partial;
  return joinPage([
    `${where}: ${counted(rows.length, 'row')}, ${held} hold the composite formula, ${broken.length} break it`,
    ...(partial === 0
      ? []
      : [`  ${counted(partial, 'row')} that nothing can be said of, as a dimension is missing`]),
    ...shown.map(rowLine),
    ...(left === 0 ? [] : [`  and ${counted(left, 'further row')}`]),
    ...(broken.length === 0 ? [] : ['', tolerance]),
  ]);
}

const tolerance =
  '  Each printed number may stand for anything that is rounded to it; a row breaks the formula where no such numbers fit.';

function rowLine({ row, name, problem, possible, recomputed, published }: CheckedRow): string {
  const range =
    possible === null || possible.low === possible.high
      ? ''
      : ` (${fixed(possible.low)} to ${fixed(possible.high)} as printed)`;
  const off = recomputed === null || published === null ? '' : `, ${signed(published - recomputed)}`;
  return `  row ${row}  ${inert(name, 80)}: ${problem}${range}${off}`;
}

function fixed(value: number): string {
  return value.toFixed(3);
}

function signed(points: number): string {
  return `${points < 0 ? '−' : '+'}${fixed(Math.abs(points))} points`;
}

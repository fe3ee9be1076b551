import { groupBy } from '../../lib/group-by.js';
import type { FilledTask, Sample } from '../task.js';
import { attackers } from './attackers.js';
import type { LadderRung } from './report.js';
import { ladderLimit } from './report.js';
import { finding, outcomeOf } from './tally.js';
import type { Earned, Tally } from './tally.js';
import { wrongLimit } from './trial.js';
import type { Bench, Trial } from './trial.js';

/** A task's variants, each ready to be tried on. */
export type Benches = readonly Bench[];

/**
 * Sends every attacker, and every other task's oracle, at all tasks of one category. Whatever passes or earns more than
 * half is a finding; what the know-nothing ones earn on average is the ladder. A pair earns the smaller of its two.
 */
export async function attackCategory(
  category: string,
  tasks: readonly Benches[],
  tally: Tally,
): Promise<readonly LadderRung[]> {
  const rungs: LadderRung[] = [];
  for (const { name, isNull, attack } of attackers) {
    const earned: Earned[] = [];
    for (const benches of tasks) {
      const filled = benches.map(({ task }) => task);
      earned.push(await sendAt(benches, tally, { name, attack: (task) => attack(task, filled) }));
    }
    const units = byUnit(earned);
    for (const unit of units) reportUnit(unit, name, tally);
    const quality = meanOf(units.map(unitMean));
    if (isNull && quality !== undefined) rungs.push({ category, attacker: name, quality: 100 * quality });
  }
  for (const rung of rungs) reportRung(rung, tally);
  for (const benches of tasks) await sendOracleAround(benches, tasks, tally);
  return rungs;
}

async function sendOracleAround(from: Benches, tasks: readonly Benches[], tally: Tally): Promise<void> {
  const source = from[0]?.task;
  const oracle = source?.oracle[0];
  if (source === undefined || oracle === undefined) return;
  const targets = tasks.filter(([bench]) => bench !== undefined && !isSameUnit(bench.task, source));
  const name = `the oracle of ${source.id}`;
  const earned: Earned[] = [];
  for (const benches of targets) earned.push(await sendAt(benches, tally, { name, attack: () => oracle }));
  for (const unit of byUnit(earned)) reportUnit(unit, name, tally);
}

async function sendAt(
  benches: Benches,
  tally: Tally,
  { name, attack }: { readonly name: string; readonly attack: (task: FilledTask) => Sample | undefined },
): Promise<Earned> {
  const trials: { readonly variant: number; readonly trial: Trial }[] = [];
  for (const bench of benches) {
    const sample = attack(bench.task);
    if (sample === undefined) continue;
    const trial = await bench.try(sample);
    if (tally.count(trial, bench.task, name) && trial.grade.verdict !== 'n_a')
      trials.push({ variant: bench.task.variant, trial });
  }
  const best = trials.toSorted((left, right) => right.trial.grade.quality - left.trial.grade.quality)[0];
  const [first] = benches;
  if (first === undefined) throw new RangeError('a task has at least one variant');
  return { task: first.task, mean: meanOf(trials.map(({ trial }) => trial.grade.quality)), best };
}

/** Single tasks, and pairs together. */
function byUnit(earned: readonly Earned[]): readonly (readonly Earned[])[] {
  return [
    ...groupBy(earned, ({ task }) =>
      task.pair === undefined ? `task ${task.id}` : `pair ${task.pair}`,
    ).values(),
  ];
}

function isSameUnit(left: FilledTask, right: FilledTask): boolean {
  return left.id === right.id || (left.pair !== undefined && left.pair === right.pair);
}

function unitMean(unit: readonly Earned[]): number | undefined {
  const means = unit.map(({ mean }) => mean);
  return means.some((mean) => mean === undefined) ? undefined : Math.min(...means.map((mean) => mean ?? 0));
}

function reportUnit(unit: readonly Earned[], label: string, tally: Tally): void {
  const least = unit.toSorted((left, right) => bestQuality(left) - bestQuality(right))[0];
  if (least?.best === undefined) return;
  const { variant, trial } = least.best;
  if (trial.grade.verdict !== 'pass' && trial.grade.quality <= wrongLimit) return;
  const what = `an attacker earns credit (${outcomeOf(trial)})`;
  tally.report(finding('attacker', { ...least.task, variant }, { label, what }));
}

function bestQuality({ best }: Earned): number {
  return best === undefined ? 0 : best.trial.grade.quality;
}

function reportRung({ category, attacker, quality }: LadderRung, tally: Tally): void {
  if (quality <= ladderLimit) return;
  const what = `a miner without intelligence earns ${quality.toFixed(1)} of 100 here; at most ${ladderLimit} is allowed`;
  tally.report({ kind: 'ladder', category, label: attacker, what });
}

function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}

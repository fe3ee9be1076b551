import { groupBy } from '../../lib/group-by.js';
import type { Benches } from './attacks.js';
import { finding } from './tally.js';
import type { Tally } from './tally.js';
import type { Bench } from './trial.js';

/** Comparing every variant with every other grows with the square; as many neighbours prove as much. */
const maxNeighbours = 6;

/**
 * No variant's answer is right for another variant, and no twin's for the other twin. In a pair one twin may always have
 * the same answer (it abstains, or asks back) as long as the other has not.
 */
export async function checkDistinct(tasks: readonly Benches[], tally: Tally): Promise<void> {
  const collisions = new Map<Benches, readonly [Bench, Bench] | undefined>();
  for (const benches of tasks) collisions.set(benches, await collisionWithin(benches, tally));
  const units = groupBy(tasks, ([first]) => first?.task.pair ?? `task ${first?.task.id ?? ''}`);
  for (const unit of units.values()) {
    const found = unit.map((benches) => collisions.get(benches));
    for (const collision of found.every((one) => one !== undefined) ? found : [])
      reportCollision(collision, tally);
    const [left, right] = unit;
    if (left !== undefined && right !== undefined) await checkTwins(left, right, tally);
  }
}

async function collisionWithin(benches: Benches, tally: Tally): Promise<readonly [Bench, Bench] | undefined> {
  for (const [index, from] of benches.entries())
    for (let step = 1; step <= Math.min(maxNeighbours, benches.length - 1); step++) {
      const to = benches[(index + step) % benches.length];
      if (to !== undefined && to !== from && (await passesOn(from, to, tally))) return [from, to];
    }
  return undefined;
}

function reportCollision([from, to]: readonly [Bench, Bench], tally: Tally): void {
  const what = `the answer of row ${from.task.variant + 1} is right for row ${to.task.variant + 1} too`;
  tally.report(finding('variants', to.task, { label: 'oracle 1', what }));
}

async function checkTwins(left: Benches, right: Benches, tally: Tally): Promise<void> {
  for (const from of left.slice(0, maxNeighbours))
    for (const to of right.slice(0, maxNeighbours))
      if ((await passesOn(from, to, tally)) || (await passesOn(to, from, tally))) {
        const what = `the answer of ${from.task.id} and of ${to.task.id} is the same, so that nobody has to look`;
        tally.report(finding('pair', to.task, { label: 'oracle 1', what }));
        return;
      }
}

async function passesOn(from: Bench, to: Bench, tally: Tally): Promise<boolean> {
  const [oracle] = from.task.oracle;
  if (oracle === undefined) return false;
  const trial = await to.try(oracle);
  return (
    tally.count(trial, to.task, `the oracle of ${from.task.id}`) &&
    trial.grade.verdict === 'pass' &&
    trial.grade.coverage === 1
  );
}

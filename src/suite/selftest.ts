import pLimit from 'p-limit';
import type { GraderServices } from '../graders/define-grader.js';
import { openGraderServices } from '../graders/open-services.js';
import { groupBy } from '../lib/group-by.js';
import { openAssets } from './assets.js';
import { fillTask } from './fill-task.js';
import { attackCategory } from './selftest/attacks.js';
import { checkDistinct } from './selftest/distinct.js';
import { tryMutants } from './selftest/mutants.js';
import { openRememberingRunner } from './selftest/remembering-runner.js';
import type { LadderRung, SelftestReport } from './selftest/report.js';
import { selftestKinds } from './selftest/report.js';
import { trySamples } from './selftest/samples.js';
import { openTally } from './selftest/tally.js';
import { openBench } from './selftest/trial.js';
import type { Suite, Task } from './task.js';
import { drawNonce } from './variant.js';

export interface SelftestOptions {
  /** Without one, judged criteria are left out and counted as unjudged. */
  readonly judge?: GraderServices['judge'];
  /** The suite's own graders may run on this machine; else their criteria are left out and counted as unjudged. */
  readonly customGraders?: boolean | undefined;
  /** Variants of a task to try, the first ones; all if left out. */
  readonly maxVariants?: number | undefined;
}

/** Tries are mostly arithmetic; a few at once keep the thread for patterns and schemas busy. */
const concurrency = 8;

/**
 * Whether a suite grades as it says: right answers pass in every setting, wrong ones and attackers fail, variants and
 * twins have answers of their own, miners without intelligence earn at most 3 (METHODOLOGY 4), mutants of a coding task's
 * reference are caught. No network unless a judge is given.
 */
export async function selftest(suite: Suite, options: SelftestOptions = {}): Promise<SelftestReport> {
  const { judge, customGraders: allowCustom = false, maxVariants = Infinity } = options;
  const variants = suite.tasks.map((task) => variantsOf(task, maxVariants));
  const graders = variants.flatMap((rows) => rows.flatMap((filled) => filled.graders));
  await using opened = await openGraderServices({ graders, judge, allowCustom, asset: openAssets(suite) });
  const { sandbox } = opened;
  const services: GraderServices = {
    ...opened,
    sandbox: sandbox === undefined ? undefined : openRememberingRunner(sandbox),
  };
  const tally = openTally();
  const limit = pLimit(concurrency);
  const benches = variants.map((rows) => rows.map((filled) => openBench(filled, services)));
  await Promise.all(benches.flat().map((bench) => limit(() => trySamples(bench, tally))));
  await Promise.all(variants.flat().map((filled) => limit(() => tryMutants(filled, services, tally))));
  const categories = groupBy(benches, ([first]) => first?.task.category ?? '');
  const rungs = await Promise.all(
    [...categories].map(([category, tasks]) => limit(() => attackCategory(category, tasks, tally))),
  );
  await Promise.all([...categories.values()].map((tasks) => limit(() => checkDistinct(tasks, tally))));
  return {
    suite: { name: suite.card.name, digest: suite.digest },
    tasks: suite.tasks.length,
    variants: benches.flat().length,
    grades: tally.grades,
    unjudged: tally.unjudged,
    mutants: tally.mutants,
    findings: tally.findings.toSorted(byPlace),
    ladder: rungs.flat().toSorted(worstFirst),
  };
}

function variantsOf(task: Task, maxVariants: number) {
  const rows = task.variants.slice(0, maxVariants);
  return rows.map((_, row) =>
    fillTask(task, row, drawNonce({ seed: 'selftest', taskId: task.id, repeat: row })),
  );
}

function byPlace(
  left: SelftestReport['findings'][number],
  right: SelftestReport['findings'][number],
): number {
  return (
    left.category.localeCompare(right.category, 'en') ||
    (left.taskId ?? '').localeCompare(right.taskId ?? '', 'en') ||
    selftestKinds.indexOf(left.kind) - selftestKinds.indexOf(right.kind) ||
    left.label.localeCompare(right.label, 'en', { numeric: true })
  );
}

function worstFirst(left: LadderRung, right: LadderRung): number {
  return right.quality - left.quality || left.category.localeCompare(right.category, 'en');
}

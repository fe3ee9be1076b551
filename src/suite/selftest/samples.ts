import { reformatted } from './reformat.js';
import { finding, outcomeOf } from './tally.js';
import type { Tally } from './tally.js';
import { isRight, isUnjudged, isWrong } from './trial.js';
import type { Bench } from './trial.js';

/** The author's own samples: every right answer passes, however it is set, and every wrong one fails. */
export async function trySamples(bench: Bench, tally: Tally): Promise<void> {
  await tryOracles(bench, tally);
  const { task } = bench;
  for (const [index, sample] of task.wrong.entries()) {
    const label = `wrong ${index + 1}`;
    const trial = await bench.try(sample);
    if (!tally.count(trial, task, label) || isWrong(trial, task)) continue;
    if (isUnjudged(trial)) tally.unjudged += 1;
    else
      tally.report(
        finding('wrong', task, { label, what: `a wrong answer earns credit (${outcomeOf(trial)})` }),
      );
  }
}

async function tryOracles(bench: Bench, tally: Tally): Promise<void> {
  const { task } = bench;
  for (const [index, sample] of task.oracle.entries()) {
    const label = `oracle ${index + 1}`;
    const trial = await bench.try(sample);
    if (!tally.count(trial, task, label)) continue;
    const [unanswered] = trial.unanswered;
    if (unanswered !== undefined)
      tally.report(
        finding('oracle', task, {
          label,
          what: `its call of ${unanswered} gets no answer from the simulator`,
        }),
      );
    if (trial.grade.verdict === 'n_a') tally.unjudged += 1;
    else if (!isRight(trial))
      tally.report(
        finding('oracle', task, { label, what: `a right answer does not pass (${outcomeOf(trial)})` }),
      );
    else await tryReformatted(bench, tally, { label, index });
  }
}

async function tryReformatted(
  bench: Bench,
  tally: Tally,
  { label: oracle, index }: { readonly label: string; readonly index: number },
): Promise<void> {
  const { task } = bench;
  const original = task.oracle[index];
  for (const { name, sample } of original === undefined ? [] : reformatted(original, task)) {
    const label = `${oracle}, ${name}`;
    const trial = await bench.try(sample);
    if (tally.count(trial, task, label) && !isRight(trial))
      tally.report(
        finding('reformatted', task, {
          label,
          what: `a right answer set otherwise does not pass (${outcomeOf(trial)})`,
        }),
      );
  }
}

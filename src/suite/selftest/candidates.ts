import type { FilledTask, Sample } from '../task.js';

/** Every answer the task's author wrote down, right or wrong, of every variant: slot values, or whole contents without a slot. */
export function candidates(task: FilledTask, variants: readonly FilledTask[]): readonly string[] {
  const samples = [
    ...variants.flatMap(({ oracle }) => oracle.slice(0, 1)),
    ...task.oracle.slice(0, 1),
    ...task.wrong,
  ];
  const values = samples.flatMap((sample) => slotValue(sample) ?? sample.exchanges.at(-1)?.content ?? []);
  return [...new Set(values.map((value) => value.trim()))].filter((value) => value !== '').slice(0, 40);
}

function slotValue(sample: Sample): string | undefined {
  const content = sample.exchanges.at(-1)?.content ?? '';
  return [...content.matchAll(/^[*_ ]*ANSWER:[*_]*[ \t]*(.+?)[*_]*$/gm)].at(-1)?.[1];
}

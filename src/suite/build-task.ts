import type { SampleYaml, TaskYaml } from './schema.js';
import type { Sample, Task, TaskClass } from './task.js';

const classOfCategory: Readonly<Record<string, TaskClass>> = {
  research: 'research',
  coding: 'coding',
  tools: 'agentic',
  multimodal: 'multimodal',
};

/** A task as the rest of the program knows it: every default applied, templates not yet filled. */
export function buildTask(written: TaskYaml, category: string): Task {
  const { id, kind, pair, difficulty, system, images, tools, maxRounds, request, graders, variants } =
    written;
  return {
    id,
    category,
    class: written.class ?? classOfCategory[category] ?? 'chat',
    kind,
    pair,
    template: written.template ?? id,
    difficulty,
    system,
    turns: written.turns ?? (written.prompt === undefined ? [] : [written.prompt]),
    images,
    tools,
    maxRounds,
    target: { latencyMs: written.target.latency, costUsd: written.target.costUsd },
    request,
    graders,
    oracle: written.oracle.map(buildSample),
    wrong: written.wrong.map(buildSample),
    variants,
  };
}

function buildSample(written: SampleYaml): Sample {
  if (typeof written === 'string') return { exchanges: [{ content: written, toolCalls: [], artifacts: [] }] };
  const { exchanges, ...only } = written;
  return { exchanges: exchanges ?? [only] };
}

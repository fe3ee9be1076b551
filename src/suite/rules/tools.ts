import type { GraderSpec } from '../../graders/index.js';
import { inTask } from '../draft.js';
import type { Mistake, SuiteDraft, TaskDraft } from '../draft.js';
import { quoted } from '../problem.js';
import type { YamlPath } from '../yaml-source.js';
import { adviceOn } from '../zod-problems.js';

/** Tools and everybody who names one. */

export function* uniqueTools({ tasks }: SuiteDraft): Iterable<Mistake> {
  for (const draft of tasks) {
    const names = draft.task.tools.map(({ name }) => name);
    for (const [index, name] of names.entries())
      if (names.indexOf(name) < index)
        yield inTask(draft, ['tools', index, 'name'], {
          what: `the tool ${quoted(name)} is declared twice`,
          fix: 'give it another name, or put its responses together',
        });
  }
}

/** Right answers call only what is offered (a wrong one may make a tool up), and graders ask only for that. */
export function* knownTools({ tasks }: SuiteDraft): Iterable<Mistake> {
  for (const draft of tasks) {
    const offered = draft.task.tools.map(({ name }) => name);
    const named = [...calledByOracles(draft), ...namedByGraders(draft)];
    for (const { steps, name } of named)
      if (!offered.includes(name))
        yield inTask(draft, steps, {
          what: `the task offers no tool ${quoted(name)}`,
          fix: offered.length === 0 ? 'add it to the task’s tools' : adviceOn(name, offered),
        });
  }
}

interface Named {
  readonly steps: YamlPath;
  readonly name: string;
}

function calledByOracles({ written }: TaskDraft): readonly Named[] {
  return written.oracle.flatMap((sample, index) => {
    if (typeof sample === 'string') return [];
    const exchanges = sample.exchanges ?? [sample];
    return exchanges.flatMap(({ toolCalls }, exchange) =>
      toolCalls.map(({ name }, call): Named => {
        const inner = sample.exchanges === undefined ? [] : ['exchanges', exchange];
        return { steps: ['oracle', index, ...inner, 'toolCalls', call, 'name'], name };
      }),
    );
  });
}

function namedByGraders({ filled }: TaskDraft): readonly Named[] {
  const graders = filled[0]?.graders ?? [];
  return graders.flatMap((spec, index) =>
    namesIn(spec).map(({ steps, name }) => ({ steps: ['graders', index, ...steps], name })),
  );
}

function namesIn(spec: GraderSpec): readonly Named[] {
  if (spec.type !== 'tool-calls') return [];
  const { expect, allowExtra, forbid, parallel } = spec;
  const listed = Object.entries({ allowExtra, forbid, parallel }).flatMap(([key, names]) =>
    names.map((name, index) => ({ steps: [key, index], name })),
  );
  return [...expect.map(({ name }, index) => ({ steps: ['expect', index, 'name'], name })), ...listed];
}

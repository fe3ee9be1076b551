import { inTask } from '../draft.js';
import type { Mistake, SuiteDraft, TaskDraft } from '../draft.js';
import { quoted } from '../problem.js';
import type { YamlPath } from '../yaml-source.js';

/** What the miner is sent. */

/** One prompt, or a list of turns. */
export function* onePrompt({ tasks }: SuiteDraft): Iterable<Mistake> {
  for (const draft of tasks) {
    const { prompt, turns } = draft.written;
    if (prompt === undefined && turns === undefined)
      yield inTask(draft, ['prompt'], {
        what: 'missing key "prompt"',
        fix: 'add prompt: text, or turns: a list of texts',
      });
    if (prompt !== undefined && turns !== undefined)
      yield inTask(draft, ['turns'], {
        what: 'both prompt and turns are given',
        fix: 'keep one of them',
        at: 'key',
      });
    for (const [steps, text] of texts(draft))
      if (text.trim() === '')
        yield inTask(draft, steps, { what: 'this text is blank', fix: 'write something, or remove it' });
  }
}

/** Keys of the request that are the run's own: a task that sets them would change what is measured. */
const ownKeys = ['model', 'messages', 'stream', 'stream_options', 'tools', 'n'];

export function* freeRequestKeys({ tasks }: SuiteDraft): Iterable<Mistake> {
  for (const draft of tasks)
    for (const key of Object.keys(draft.task.request).filter((name) => ownKeys.includes(name)))
      yield inTask(draft, ['request', key], {
        what: `${quoted(key)} is set by the run, not by a task`,
        fix: 'remove it',
        at: 'key',
      });
}

/** Pictures, variant by variant: they exist, lie inside the suite and are images. */
export function* images({ tasks, assets }: SuiteDraft): Iterable<Mistake> {
  for (const draft of tasks)
    for (const filled of draft.filled)
      for (const [index, path] of filled.images.entries()) {
        const fact = assets.get(path);
        if (fact?.kind === 'refused')
          yield inTask(draft, ['images', index], {
            what: `the file ${quoted(path)} ${fact.what}`,
            fix: fact.fix,
          });
      }
}

/** The texts of a conversation with their places. */
function texts({ written }: TaskDraft): readonly (readonly [YamlPath, string])[] {
  const turns = (written.turns ?? []).map((text, index) => [['turns', index], text] as const);
  const prompt = written.prompt === undefined ? [] : [[['prompt'], written.prompt] as const];
  const system = written.system === undefined ? [] : [[['system'], written.system] as const];
  return [...system, ...prompt, ...turns];
}

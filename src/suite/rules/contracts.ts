import type { GraderSpec } from '../../graders/index.js';
import { inTask } from '../draft.js';
import type { Mistake, SuiteDraft } from '../draft.js';
import { promptTexts } from '../messages.js';
import { quoted } from '../problem.js';
import type { FilledTask } from '../task.js';

/** A prompt states what its graders hold the answer to: a miner cannot meet a form it was never told. */
export function* statedContracts({ tasks }: SuiteDraft): Iterable<Mistake> {
  for (const draft of tasks)
    for (const filled of draft.filled.slice(0, 1))
      for (const [index, spec] of filled.graders.entries()) {
        const unstated = unstatedContract(spec, filled);
        if (unstated !== undefined) yield inTask(draft, ['graders', index], unstated);
      }
}

interface Advice {
  readonly what: string;
  readonly fix: string;
}

function unstatedContract(spec: GraderSpec, task: FilledTask): Advice | undefined {
  const prompt = promptTexts(task).join('\n');
  if (readsAnswerLine(spec) && !prompt.includes('ANSWER:'))
    return { what: 'this grader reads the ANSWER: line, and the prompt asks for none', fix: answerFix };
  if (spec.type === 'json' && !/\bjson\b/i.test(prompt)) return unstatedJson;
  if (spec.type === 'artifact' && !namesType(prompt, spec.mimeType))
    return {
      what: `this grader reads a file of type ${quoted(spec.mimeType)}, and the prompt does not ask for one`,
      fix: 'name the type in the prompt, and how to hand the file over',
    };
  if (spec.type === 'code') return unstatedProgram(spec, prompt);
  return spec.type === 'citations' ? unknownDocument([...spec.require, ...spec.forbid], prompt) : undefined;
}

const unstatedJson: Advice = {
  what: 'this grader reads JSON, and the prompt does not ask for any',
  fix: 'say in the prompt which JSON is wanted',
};

function unstatedProgram(
  { from, entry, defines = entry, harness }: Extract<GraderSpec, { type: 'code' }>,
  prompt: string,
): Advice | undefined {
  if (from === 'diff' && !/\bdiff\b/i.test(prompt))
    return {
      what: 'this grader reads a diff, and the prompt asks for none',
      fix: 'ask for a unified diff in a fenced block',
    };
  // A harness may drive whatever the prompt names; a diff changes what is there.
  if (from === 'diff' || (harness !== undefined && defines === entry) || prompt.includes(defines))
    return undefined;
  return {
    what: `this grader calls ${quoted(defines)}, and the prompt does not name it`,
    fix: 'say in the prompt what the code must define',
  };
}

const answerFix = 'ask in the prompt for a last line `ANSWER: …`';

/** Whether a grader looks for its answer in the `ANSWER:` line. */
export function readsAnswerLine(spec: GraderSpec): boolean {
  if (spec.type === 'choice') return true;
  return ('slot' in spec && spec.slot === 'answer') || ('scope' in spec && spec.scope === 'answer');
}

function namesType(prompt: string, mimeType: string): boolean {
  const words = [mimeType, mimeType.split('/')[1]?.split('+')[0] ?? mimeType];
  const text = prompt.toLowerCase();
  return (
    words.some((word) => text.includes(word.toLowerCase())) ||
    (mimeType === 'text/plain' && text.includes('text'))
  );
}

function unknownDocument(ids: readonly string[], prompt: string): Advice | undefined {
  const unknown = ids.find((id) => !prompt.includes(`[${id}]`));
  if (unknown === undefined) return undefined;
  return {
    what: `no document in the prompt is called [${unknown}]`,
    fix: 'use the ids that stand in the prompt',
  };
}

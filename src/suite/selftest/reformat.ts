import type { GraderSpec } from '../../graders/index.js';
import { readsAnswerLine } from '../rules/contracts.js';
import type { FilledTask, Sample } from '../task.js';
import { changed } from './attackers.js';

/** Other ways to set the same answer that no prompt forbids, and that therefore must pass. */
interface Reformat {
  readonly name: string;
  readonly isSafe: (spec: GraderSpec, content: string) => boolean;
  readonly of: (content: string) => string;
}

const reformats: readonly Reformat[] = [
  {
    name: 'prose before it',
    isSafe: allowsProse,
    of: (content) => `Let me go through this step by step, and then give the result.\n\n${content}`,
  },
  {
    name: 'CRLF line ends',
    isSafe: (spec) => !isVerbatim(spec),
    of: (content) => content.replaceAll(/\r?\n/g, '\r\n'),
  },
  {
    name: 'spaces at line ends',
    isSafe: (spec) => !isVerbatim(spec) && spec.type !== 'code',
    of: (content) => content.replaceAll(/$/gm, '  '),
  },
  { name: 'blank lines after it', isSafe: (spec) => !isVerbatim(spec), of: (content) => `${content}\n\n` },
  {
    name: 'bold keyword',
    isSafe: (spec) => !isVerbatim(spec) && spec.type !== 'constraints',
    of: (content) => content.replaceAll(/^ANSWER:/gm, '**ANSWER:**'),
  },
  {
    name: 'bold slot',
    isSafe: (spec) => !isVerbatim(spec) && spec.type !== 'constraints',
    of: (content) => content.replaceAll(/^(ANSWER:.*[^\s*])[ \t]*$/gm, '**$1**'),
  },
];

/** Every reformatting of a right answer that its task's graders leave open. */
export function reformatted(
  sample: Sample,
  { graders }: FilledTask,
): readonly { name: string; sample: Sample }[] {
  const content = sample.exchanges.at(-1)?.content ?? '';
  if (content.trim() === '') return [];
  return reformats.flatMap(({ name, isSafe, of }) => {
    const after = of(content);
    const isOpen = after !== content && graders.every((spec) => isSafe(spec, content));
    const other = isOpen ? changed(sample, () => after) : undefined;
    return other === undefined ? [] : [{ name, sample: other }];
  });
}

/** Graders for which every character of the content may count. */
function isVerbatim(spec: GraderSpec): boolean {
  if (spec.type === 'streaming-content' || spec.type === 'custom') return true;
  return (spec.type === 'pattern' && spec.scope === 'whole') || (spec.type === 'json' && spec.at === 'whole');
}

function allowsProse(spec: GraderSpec, content: string): boolean {
  if (readsAnswerLine(spec)) return true;
  if (spec.type === 'json') return spec.at !== 'whole' && content.includes('```');
  return ['tool-calls', 'contains', 'citations', 'artifact', 'code', 'judge'].includes(spec.type);
}

import { stringify } from 'yaml';
import { inert } from '../lib/inert.js';
import type { JsonObject } from '../lib/json.js';
import { blockLines, type BlockLayout } from '../report/block.js';
import { openInk, type Ink } from '../report/ink.js';
import { flowed, joinPage, labelled, pageColumns, section, type PageOptions } from '../report/page.js';
import { sentLines } from '../report/sent-lines.js';
import { counted } from '../report/words.js';
import type { Preview, PreviewSample } from '../suite/preview.js';
import type { FilledTask } from '../suite/task.js';
import { withoutPictures } from './preview-json.js';

/** A preview as a page: what is sent, what the tools would say, and each answer with its verdict and why. All of it inert. */
export function renderPreview(preview: Preview, options: PageOptions): string {
  const layout = { columns: pageColumns(options.columns), ink: openInk(options.color) };
  const { task, samples } = preview;
  const right = samples.filter(({ isRight }) => isRight);
  const wrong = samples.filter(({ isRight }) => !isRight);
  return joinPage([
    ...titleLines(preview, layout),
    ...section('Sent', 'POST /v1/chat/completions', layout),
    ...sentLines(asJson(withoutPictures(preview)), { ...layout, skip: 0 }),
    ...laterTurns(preview, layout),
    ...(task.tools.length === 0 ? [] : section('Tools', 'and what they would answer', layout)),
    ...task.tools.flatMap((tool) => blockLines(toolText(tool), layout)),
    ...section('Graders', '', layout),
    ...task.graders.flatMap((spec) => blockLines(specText(spec), layout)),
    ...section('Right answers', counted(right.length, 'sample'), layout),
    ...right.flatMap((sample) => sampleLines(sample, layout)),
    ...section('Wrong answers', counted(wrong.length, 'sample'), layout),
    ...wrong.flatMap((sample) => sampleLines(sample, layout)),
    '',
  ]);
}

/** As an author would write it, code in lines of its own. */
function specText(spec: FilledTask['graders'][number]): string {
  return stringify(spec, { lineWidth: 0, blockQuote: 'literal', aliasDuplicateObjects: false }).trimEnd();
}

function toolText({ name, description, parameters, responses }: FilledTask['tools'][number]): string {
  const answers = responses.map(({ when, times, result }) => {
    const limit = times === undefined ? '' : ` (${counted(times, 'time')})`;
    return `${when === undefined ? 'any call' : JSON.stringify(when)}${limit} → ${JSON.stringify(result)}`;
  });
  return [`${name}: ${description}`, JSON.stringify(parameters), ...answers].join('\n');
}

function asJson(value: object): JsonObject {
  return Object.fromEntries(Object.entries(value));
}

function titleLines({ task, variants }: Preview, { columns, ink }: BlockLayout): readonly string[] {
  const facts = [
    task.category,
    `class ${task.class}`,
    ...(task.kind === undefined ? [] : [task.kind]),
    ...(task.pair === undefined ? [] : [`pair ${task.pair}`]),
    task.difficulty,
    `row ${task.variant + 1} of ${variants}`,
    `nonce ${task.nonce}`,
  ];
  return [
    `  ${ink.strong(inert(task.id, 80))}`,
    ...flowed(facts, columns - 4).map((line) => `  ${ink.quiet(line)}`),
  ];
}

function laterTurns({ task }: Preview, layout: BlockLayout): readonly string[] {
  return task.turns
    .slice(1)
    .flatMap((turn, index) => [
      `  ${layout.ink.quiet(`user, when reply ${index + 1} has come`)}`,
      ...blockLines(turn, layout),
    ]);
}

function sampleLines(
  { label, isRight, sample, grade }: PreviewSample,
  { columns, ink }: BlockLayout,
): readonly string[] {
  const { sign, paint } = signOf(grade.verdict, isRight, ink);
  const text = sample.exchanges
    .map(({ content, toolCalls, artifacts }) =>
      [
        content,
        ...toolCalls.map((call) => `calls ${call.name} ${JSON.stringify(call.arguments)}`),
        ...artifacts.map(({ url }) => `artifact ${url}`),
      ]
        .filter((part) => part !== '')
        .join(' · '),
    )
    .join(' → ');
  const shown = grade.verdict === 'partial' ? ` ${Number(grade.quality.toFixed(2))}` : '';
  const hang = { columns, labelColumns: 4, ink };
  return [
    `  ${paint(sign)} ${ink.strong(inert(label, 80))}  ${paint(`${grade.verdict}${shown}`)}`,
    ...labelled({ label: '', text: inert(text, 300) }, { ...hang, paint: ink.quiet }),
    ...labelled({ label: '', text: inert(grade.reason, 400) }, hang),
  ];
}

/** ✓ where the verdict is what the sample deserves. */
function signOf(
  verdict: PreviewSample['grade']['verdict'],
  isRight: boolean,
  ink: Ink,
): { readonly sign: string; readonly paint: (text: string) => string } {
  if (verdict === 'n_a') return { sign: '·', paint: ink.quiet };
  const isFit = isRight ? verdict === 'pass' : verdict === 'fail' || verdict === 'partial';
  return isFit ? { sign: '✓', paint: ink.good } : { sign: '✗', paint: ink.bad };
}

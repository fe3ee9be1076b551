import { finalContent } from './answer.js';
import type { Answer } from './answer.js';
import type { Span } from './grade.js';
import { show } from './findings.js';
import { foldText, hasSubstance, unwrappings, visibleRange } from './plain-text.js';
import { linesOf } from './text-units.js';

/** Longer answers are not read: no task asks for a fraction of this, and every scan stays well under a second. */
export const maxContentChars = 500_000;
const maxSlotChars = 10_000;

export type Found<Value> =
  | { readonly kind: 'found'; readonly value: Value; readonly span: Span }
  | { readonly kind: 'missing'; readonly reason: string };

/** The final exchange's content, all of it. Missing: nothing was said, far too much, or only what the miner was sent. */
export function wholeContent(answer: Answer): Found<string> {
  const content = finalContent(answer);
  if (content.length > maxContentChars)
    return missing(
      `the answer is too long to grade: ${content.length} characters, ${maxContentChars} at most`,
    );
  if (!hasSubstance(content)) return missing('the answer says nothing');
  if (isEcho(content, answer.promptTexts)) return missing('the answer repeats the prompt and says no more');
  return { kind: 'found', value: content, span: contentSpan(answer, visibleRange(content)) };
}

function isEcho(content: string, promptTexts: readonly string[]): boolean {
  const said = content.trim();
  return promptTexts.some((text) => text.trim() === said) || promptTexts.join('\n').trim() === said;
}

/** What stands in a slot: as written, then layer by layer without the markdown or quotes around it. Never empty. */
export type SlotForms = readonly [string, ...string[]];

/** The value of the last `ANSWER:` line. Several that differ are a conflict: nobody may answer twice. */
export function answerSlot(answer: Answer): Found<SlotForms> {
  const whole = wholeContent(answer);
  if (whole.kind === 'missing') return whole;
  const values = slotLines(whole.value);
  const last = values.at(-1);
  if (last === undefined) return missing('there is no line that begins with ANSWER:');
  const conflict = conflictOf(values);
  if (conflict !== undefined) return missing(conflict);
  if (last.text === '') return missing('the ANSWER: line is empty');
  if (last.text.length > maxSlotChars) return missing('the ANSWER: line is too long to grade');
  const end = last.start + last.text.length;
  return { kind: 'found', value: formsOf(last.text), span: contentSpan(answer, { start: last.start, end }) };
}

/** What the `ANSWER:` lines of a content say against each other; undefined where they agree or are none. */
export function contradiction(content: string): string | undefined {
  return conflictOf(slotLines(content));
}

function conflictOf(values: readonly SlotLine[]): string | undefined {
  const last = values.at(-1);
  const other = values.find(({ folded }) => folded !== last?.folded);
  if (last === undefined || other === undefined) return undefined;
  return `the ANSWER: lines contradict each other: ${show(other.text)} and ${show(last.text)}`;
}

/** The slot a spec names. `whole`: the content must be the value and nothing else. */
export function slotOf(answer: Answer, slot: 'answer' | 'whole'): Found<SlotForms> {
  if (slot === 'answer') return answerSlot(answer);
  const whole = wholeContent(answer);
  if (whole.kind === 'missing') return whole;
  if (whole.value.length > maxSlotChars) return missing('the answer is too long to be one value');
  return { ...whole, value: formsOf(whole.value.trim()) };
}

export function lastForm(forms: SlotForms): string {
  return forms.at(-1) ?? forms[0];
}

export function missing(reason: string): { readonly kind: 'missing'; readonly reason: string } {
  return { kind: 'missing', reason };
}

export function contentSpan(answer: Answer, { start, end }: { start: number; end: number }): Span {
  return { exchange: Math.max(0, answer.exchanges.length - 1), in: 'content', start, end };
}

interface SlotLine {
  readonly text: string;
  readonly start: number;
  readonly folded: string;
  readonly isCapital: boolean;
}

/** The keyword at the start of a line, with the markdown that may stand around it. Bounded repeats keep it linear. */
const keyword = /^[\s>#*_`~\u200B-\u200D\uFEFF-]{0,16}answer[*_`]{0,3} {0,3}[:\uFF1A]/i;

/**
 * Lines that say ANSWER in capitals, as the prompt does; where there are none, those that say it otherwise. So a heading
 * `Answer:` over the reasoning does not contradict the last line.
 */
function slotLines(content: string): readonly SlotLine[] {
  const lines = linesWithKeyword(content);
  const asAsked = lines.filter(({ isCapital }) => isCapital);
  return asAsked.length > 0 ? asAsked : lines;
}

/** Where the answer proper begins in content that opens with its reasoning, as some models write it. */
function afterThinking(content: string): number {
  if (!/^\s*<think>/i.test(content.slice(0, 64))) return 0;
  const end = content.lastIndexOf('</think>');
  return end < 0 ? 0 : end + '</think>'.length;
}

function linesWithKeyword(content: string): readonly SlotLine[] {
  const from = afterThinking(content);
  return linesOf(content).flatMap(({ text, start }) => {
    if (start < from) return [];
    const head = keyword.exec(text.slice(0, 48))?.[0];
    if (head === undefined) return [];
    const { text: value, skipped } = withoutOuterMarks(text.slice(head.length), head);
    // Where the value starts in the content: the line was trimmed, so its own offset does not say.
    const lineStart = start + leadingSpace(content, start);
    const folded = foldText(unwrappings(value).at(-1) ?? '').replace(/\.$/, '');
    return [
      { text: value, start: lineStart + head.length + skipped, folded, isCapital: head.includes('ANSWER') },
    ];
  });
}

function leadingSpace(content: string, start: number): number {
  let at = start;
  while (at < content.length && /\s/.test(content.charAt(at))) at++;
  return at - start;
}

/** `**ANSWER:** x` and `**ANSWER: x**`: the marks opened before the keyword close after it or at the end. */
function withoutOuterMarks(rest: string, head: string): { text: string; skipped: number } {
  const mark = /[*_`]+(?=answer)/i.exec(head)?.[0];
  const isOpen = mark !== undefined && !head.includes(mark, head.search(/answer/i));
  const closedFirst = isOpen && rest.startsWith(mark);
  const afterMark = closedFirst ? rest.slice(mark.length) : rest;
  const trimmed = afterMark.trim();
  const closesLast = isOpen && !closedFirst && trimmed.endsWith(mark);
  const text = closesLast ? trimmed.slice(0, -mark.length).trimEnd() : trimmed;
  return { text, skipped: rest.length - afterMark.length + afterMark.length - afterMark.trimStart().length };
}

function formsOf(text: string): SlotForms {
  const [first, ...others] = unwrappings(text);
  return [first ?? text, ...others];
}

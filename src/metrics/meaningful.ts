import type { StreamEvent } from '../target/timeline.js';
import type { MeasuredExchange } from './measured.js';
import { outputEvents } from './output-events.js';
import { commentRanges, isVisible, withoutInvisible } from './visible-text.js';

/** A reasoning delta of at least so many characters must be new. */
const shortestRepeat = 12;

export interface MeaningfulOptions {
  /** Without declared tools a call counts as reasoning. */
  readonly toolsDeclared: boolean;
}

/**
 * The meaningful deltas of an attempt (METHODOLOGY section 5): output that shows something once white space, default-
 * ignorable and control characters, U+2800 and HTML comments are taken away, comments also where they are cut over
 * several deltas; and no reasoning delta of 12 or more characters that this attempt already had, whatever its case,
 * digits and white space. Output before the answer is reasoning, whatever field it came in. An artifact is its
 * descriptor and needs no text.
 */
export function meaningfulDeltas(
  exchanges: readonly Pick<MeasuredExchange, 'timeline' | 'answerMs'>[],
  { toolsDeclared }: MeaningfulOptions,
): ReadonlySet<StreamEvent> {
  const meaningful = new Set<StreamEvent>();
  const seen = new Set<string>();
  for (const { timeline, answerMs = Infinity } of exchanges) {
    const output = outputEvents(timeline);
    const shown = shownTexts(output);
    for (const event of output) {
      const text = shown.get(event) ?? event.text;
      const isArtifact = event.kind === 'artifact' && event.text === '';
      if (!isArtifact && !isVisible(text)) continue;
      const isReasoning =
        event.kind === 'reasoning' || event.atMs < answerMs || (event.kind === 'tool' && !toolsDeclared);
      if (isReasoning && isRepeat(event.text, seen)) continue;
      meaningful.add(event);
    }
  }
  return meaningful;
}

/** Whether the text was there before; remembers it either way. */
function isRepeat(text: string, seen: Set<string>): boolean {
  if (text.length < shortestRepeat) return false;
  const folded = withoutInvisible(text)
    .toLowerCase()
    .replace(/\p{Nd}+/gu, '0');
  if (seen.has(folded)) return true;
  seen.add(folded);
  return false;
}

/** What each event shows outside HTML comments, which may span the deltas of one kind. Events untouched are left out. */
function shownTexts(output: readonly StreamEvent[]): ReadonlyMap<StreamEvent, string> {
  const shown = new Map<StreamEvent, string>();
  for (const kind of ['reasoning', 'content', 'refusal'] as const) {
    const events = output.filter((event) => event.kind === kind);
    const ranges = commentRanges(events.map(({ text }) => text).join(''));
    if (ranges.length === 0) continue;
    let [at, next] = [0, 0];
    for (const event of events) {
      const end = at + event.text.length;
      while ((ranges[next]?.[1] ?? Infinity) <= at) next++;
      let [from, text] = [at, ''];
      for (let index = next; (ranges[index]?.[0] ?? Infinity) < end; index++) {
        const [start, stop] = ranges[index] ?? [end, end];
        text += event.text.slice(from - at, Math.max(from, start) - at);
        from = Math.min(end, Math.max(from, stop));
      }
      shown.set(event, text + event.text.slice(from - at));
      at = end;
    }
  }
  return shown;
}

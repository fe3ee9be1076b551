import type { MarkedText, Passage } from '../page-data.js';
import { element } from './dom.js';

/** What was sent and what came, in order. Long passages fold; all text is text. */
export function transcriptView(passages: readonly Passage[]): HTMLElement {
  return element('div', { class: 'transcript' }, passages.map(passageView));
}

const longChars = 1_500;

function passageView({ label, side, text, leftOut }: Passage): HTMLElement {
  const body = [
    element('pre', { set: { dir: 'auto' } }, text.map(pieceView)),
    ...(leftOut === '' ? [] : [element('p', { class: 'quiet', text: leftOut })]),
  ];
  const chars = text.reduce((sum, [piece]) => sum + piece.length, 0);
  const look = `passage ${side}`;
  const isFolded = chars > longChars && (side === 'sent' || label === 'reasoning');
  if (!isFolded)
    return element('div', { class: look }, [element('p', { class: 'speaker', text: label }), ...body]);
  const summary = `${label}, ${chars.toLocaleString('en-US')} characters`;
  return element('details', { class: look }, [
    element('summary', { class: 'speaker', text: summary }),
    ...body,
  ]);
}

function pieceView([text, mark]: MarkedText): Node {
  return mark === 'none' ? document.createTextNode(text) : element('mark', { class: mark, text });
}

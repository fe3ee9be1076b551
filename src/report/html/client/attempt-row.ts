import { formatMs, formatShare, formatUsd } from '../../../lib/quantity.js';
import type { PageRows } from '../page-data.js';
import { element } from './dom.js';

const nothing = '–';
const signs = { good: '✓', warn: '~', bad: '✗' } as const;

/** One line of the table. */
export function attemptRow(rows: PageRows, index: number): HTMLTableRowElement {
  const id = rows.id[index] ?? '';
  const number = (look: string, text: string) => element('td', { class: `number ${look}`, text });
  return element('tr', {}, [
    element('th', { set: { scope: 'row' } }, [attemptLink(id)]),
    element('td', { class: 'wide', text: rows.words.category[rows.category[index] ?? -1] ?? '' }),
    element('td', {}, [kindLabel(rows, index)]),
    number('wide', formatShare(rows.quality[index] ?? 0, 0)),
    number('wide', shown(rows.ttftMs[index], formatMs)),
    number('', shown(rows.lifecycleMs[index], formatMs)),
    number('wider', shown(rows.maxGapMs[index], formatMs)),
    number(
      'wider',
      shown(rows.completionTokens[index], (count) => count.toLocaleString('en-US')),
    ),
    number('wider', shown(rows.costUsd[index], formatUsd)),
    element('td', { class: 'wide reason-cell' }, [element('p', { text: rows.reason[index] ?? '' })]),
  ]);
}

export function attemptLink(id: string): HTMLAnchorElement {
  return element('a', { class: 'attempt-link', text: id, set: { href: fragmentOf(id) } });
}

/** Where an attempt of this page is found: a link that can be passed on. */
export function fragmentOf(id: string): string {
  return `#attempt=${encodeURIComponent(id)}`;
}

/** Sign and word, so that colour is not all that tells. */
export function kindLabel(rows: PageRows, index: number): HTMLElement {
  const { text, level } = rows.words.kind[rows.kind[index] ?? -1] ?? { text: '', level: 'warn' };
  const sign = element('span', { class: 'sign', text: signs[level], set: { 'aria-hidden': 'true' } });
  return element('span', { class: `kind ${level}` }, [sign, document.createTextNode(` ${text}`)]);
}

function shown(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? nothing : format(value);
}

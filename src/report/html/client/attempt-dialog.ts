import type { AttemptDetail, PageRows } from '../page-data.js';
import { detailView } from './attempt-detail.js';
import { fragmentOf, kindLabel } from './attempt-row.js';
import { byId, element } from './dom.js';
import { namedAttempt } from './named-attempt.js';
import { readDetail } from './read-data.js';

export interface AttemptDialog {
  readonly open: (id: string) => void;
  readonly close: () => void;
}

interface DialogInput {
  readonly rows: PageRows;
  /** The table's order now: the way to the previous and the next attempt. */
  readonly order: () => readonly number[];
}

/** One attempt over the page. The browser keeps the focus inside, closes it on Escape and gives the focus back. */
export function openAttemptDialog({ rows, order }: DialogInput): AttemptDialog {
  const dialog = byId('attempt', HTMLDialogElement);
  const indexOf = new Map(rows.id.map((id, index) => [id, index]));
  let shown = '';
  dialog.addEventListener('close', () => forgetAttempt(shown));
  // A click on the backdrop is a click on the dialog itself, never on what is in it.
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  return {
    open: (id) => {
      const index = indexOf.get(id);
      shown = id;
      const focused = document.activeElement?.id;
      dialog.replaceChildren(...contentOf(id, { rows, index, order: order(), close: () => dialog.close() }));
      if (!dialog.open) dialog.showModal();
      dialog.scrollTop = 0;
      focusAgain(dialog, focused);
      if (index !== undefined) void fill(dialog, rows, index);
    },
    close: () => dialog.close(),
  };
}

/**
 * The address no longer names what was closed; nothing scrolls and no step is added to the way back. It may name another
 * attempt already: the browser tells of closing a moment later.
 */
function forgetAttempt(id: string): void {
  const named = namedAttempt(location.hash);
  if (named === id) history.replaceState(null, '', '#attempts');
}

interface Content {
  readonly rows: PageRows;
  readonly index: number | undefined;
  readonly order: readonly number[];
  readonly close: () => void;
}

function contentOf(id: string, { rows, index, order, close }: Content): readonly Node[] {
  const closing = element('button', {
    class: 'quiet-button',
    text: 'Close',
    set: { type: 'button', id: 'close-attempt' },
  });
  closing.addEventListener('click', close);
  const title = element('h2', { text: id, set: { id: 'attempt-title', tabindex: '-1', autofocus: '' } });
  if (index === undefined) {
    return [
      element('header', { class: 'dialog-bar' }, [title, closing]),
      element('p', { class: 'notice warn', text: 'This page has no such attempt.' }),
    ];
  }
  const at = order.indexOf(index);
  return [
    element('header', { class: 'dialog-bar' }, [
      element('div', { class: 'dialog-title' }, [title, kindLabel(rows, index)]),
      element('nav', { class: 'dialog-buttons', set: { 'aria-label': 'Attempts' } }, [
        neighbour(rows, {
          text: 'Previous',
          id: 'previous-attempt',
          index: at < 1 ? undefined : order[at - 1],
        }),
        neighbour(rows, { text: 'Next', id: 'next-attempt', index: at < 0 ? undefined : order[at + 1] }),
        closing,
      ]),
    ]),
    element('div', { class: 'dialog-body', set: { id: 'attempt-body' } }),
  ];
}

interface Neighbour {
  readonly text: string;
  readonly id: string;
  readonly index: number | undefined;
}

function neighbour(rows: PageRows, { text, id, index }: Neighbour): HTMLButtonElement {
  const button = element('button', { class: 'quiet-button', text, set: { type: 'button', id } });
  const target = index === undefined ? undefined : rows.id[index];
  if (target === undefined) button.setAttribute('aria-disabled', 'true');
  else button.addEventListener('click', () => location.replace(fragmentOf(target)));
  return button;
}

/** The button that was used is a new one now. */
function focusAgain(dialog: HTMLDialogElement, id: string | undefined): void {
  const again = id === undefined || id === '' ? null : dialog.querySelector(`#${CSS.escape(id)}`);
  if (again instanceof HTMLElement) again.focus();
}

async function fill(dialog: HTMLDialogElement, rows: PageRows, index: number): Promise<void> {
  const body = dialog.querySelector('#attempt-body');
  const found = await readDetail(rows, index).catch((cause: unknown) => String(cause));
  // Another attempt may have been opened meanwhile: then this body is no longer in the page.
  body?.replaceChildren(...detailView(rows, index, typeof found === 'string' ? brokenDetail(found) : found));
}

function brokenDetail(cause: string): AttemptDetail {
  const notes = [`The details could not be read (${cause}). The file may be cut short.`];
  return { facts: [], reason: '', notes, exchanges: [], criteria: [] };
}

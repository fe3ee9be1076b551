import { byId, element } from '../../../report/html/client/dom.js';

/**
 * Each competitor's row opens by a button in it, by a click beside it, and by a link to it; all of them by one button.
 * Without the script the `details` in the row below does that, which the script leaves open for good.
 */
export function openRowDetails(): void {
  const rows = [...document.querySelectorAll<HTMLTableSectionElement>('tbody.competitor')].flatMap((body) => {
    const row = openRow(body);
    return row === undefined ? [] : [row];
  });
  openAllButton(rows);
  const openNamed = () => {
    const name = decodedHash();
    rows.find(({ body }) => body.id === name)?.show(true);
  };
  addEventListener('hashchange', openNamed);
  openNamed();
}

interface DetailRow {
  readonly body: HTMLTableSectionElement;
  readonly isOpen: () => boolean;
  readonly show: (open: boolean) => void;
}

function openRow(body: HTMLTableSectionElement): DetailRow | undefined {
  const [head, more] = body.rows;
  const name = head?.querySelector('th');
  const details = more?.querySelector('details');
  if (head === undefined || more === undefined || !name || !details) return undefined;
  const button = element('button', { class: 'disclose', set: { type: 'button', 'aria-controls': more.id } }, [
    ...name.childNodes,
  ]);
  name.replaceChildren(button);
  details.open = true;
  const isOpen = () => !more.hidden;
  const show = (open: boolean) => {
    more.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
  };
  head.addEventListener('click', ({ target }) => {
    const isOwn = target instanceof Element && target.closest('a') !== null;
    if (!isOwn && getSelection()?.type !== 'Range') show(!isOpen());
  });
  show(false);
  return { body, isOpen, show };
}

function openAllButton(rows: readonly DetailRow[]): void {
  const button = byId('expand-all', HTMLButtonElement);
  const open = () => rows.every(({ isOpen }) => isOpen());
  const name = () => (button.textContent = open() ? 'Close all' : 'Open all');
  button.addEventListener('click', () => {
    const wanted = !open();
    for (const row of rows) row.show(wanted);
    name();
  });
  document.addEventListener('click', name);
  button.hidden = rows.length < 2;
  name();
}

/** A link cut short must not stop the page. */
function decodedHash(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return '';
  }
}

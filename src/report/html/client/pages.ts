import { byId } from './dom.js';

/** Enough to look around in, few enough that drawing a page takes no time. */
export const rowsPerPage = 100;

export interface Pages {
  /** Starts over at the first page of so many rows. */
  readonly show: (rows: number) => void;
}

/** The buttons below the table. `draw` fills it with a page, counted from 0. */
export function openPages(draw: (page: number) => void): Pages {
  const bar = byId('pages', HTMLElement);
  const number = byId('page-number', HTMLElement);
  const previous = byId('previous-page', HTMLButtonElement);
  const next = byId('next-page', HTMLButtonElement);
  let [page, count] = [0, 1];

  const turnTo = (wanted: number) => {
    page = Math.min(count - 1, Math.max(0, wanted));
    number.textContent = `Page ${page + 1} of ${count}`;
    // A disabled button would drop the focus that has just used it.
    previous.setAttribute('aria-disabled', String(page === 0));
    next.setAttribute('aria-disabled', String(page === count - 1));
    draw(page);
  };
  previous.addEventListener('click', () => turnTo(page - 1));
  next.addEventListener('click', () => turnTo(page + 1));
  return {
    show: (rows) => {
      count = Math.max(1, Math.ceil(rows / rowsPerPage));
      bar.hidden = count === 1;
      turnTo(0);
    },
  };
}

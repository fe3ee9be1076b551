import { element } from './dom.js';

/**
 * Makes every `table[data-sortable]` sort by its headings. A `tbody` is a row with what belongs to it and moves whole;
 * the value of a cell is its `data-value`, read as `th[data-sort]` says (`number` or `text`). Without the script the
 * table stands in the order it came in.
 */
export function openSortableTables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('table[data-sortable]')) openTable(table);
}

type Direction = 'ascending' | 'descending';

function openTable(table: HTMLTableElement): void {
  const original = [...table.tBodies];
  const headings = [...(table.tHead?.rows[0]?.cells ?? [])];
  const status = element('p', { class: 'unseen', set: { role: 'status' } });
  table.after(status);
  headings.forEach((heading, column) => {
    if (heading.dataset['sort'] === undefined) return;
    const button = element('button', { set: { type: 'button' } }, [...heading.childNodes]);
    heading.replaceChildren(button);
    if (!heading.hasAttribute('aria-sort')) heading.setAttribute('aria-sort', 'none');
    button.addEventListener('click', () => {
      const direction = nextDirection(heading);
      for (const each of headings) if (each.hasAttribute('aria-sort')) each.setAttribute('aria-sort', 'none');
      heading.setAttribute('aria-sort', direction ?? 'none');
      table.append(
        ...(direction === undefined ? original : sorted(original, { heading, column, direction })),
      );
      const name = button.textContent.trim();
      status.textContent =
        direction === undefined ? 'In the order of the board' : `Sorted by ${name}, ${direction}`;
    });
  });
}

/** The heading's own first (`data-first`, else ascending), the other, and back to the order it came in. */
function nextDirection(heading: HTMLElement): Direction | undefined {
  const first = heading.dataset['first'] === 'descending' ? 'descending' : 'ascending';
  const other = first === 'ascending' ? 'descending' : 'ascending';
  const now = heading.getAttribute('aria-sort');
  return now === 'none' ? first : now === first ? other : undefined;
}

interface Order {
  readonly heading: HTMLElement;
  readonly column: number;
  readonly direction: Direction;
}

/** A cell without a value was not measured: it is last either way. */
function sorted(
  bodies: readonly HTMLTableSectionElement[],
  { heading, column, direction }: Order,
): readonly HTMLTableSectionElement[] {
  const isNumber = heading.dataset['sort'] === 'number';
  const sign = direction === 'ascending' ? 1 : -1;
  const valueOf = (body: HTMLTableSectionElement) => body.rows[0]?.cells[column]?.dataset['value'];
  const compare = (left: string, right: string) =>
    isNumber ? Number(left) - Number(right) : left.localeCompare(right, 'en');
  return bodies.toSorted((left, right) => {
    const [a, b] = [valueOf(left), valueOf(right)];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    return sign * compare(a, b);
  });
}

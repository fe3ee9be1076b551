import type { PageRows } from '../page-data.js';
import type { Filters } from './choose-rows.js';
import { byId, element } from './dom.js';

/** Fills the choices and tells when any of them changes. */
export function openFilters({ words }: PageRows, onChange: () => void): { readonly read: () => Filters } {
  const form = byId('filters', HTMLFormElement);
  const text = byId('filter-text', HTMLInputElement);
  const selects = {
    category: selectOf('category', words.category),
    result: selectOf(
      'result',
      words.kind.map((kind) => kind.text),
    ),
    verdict: selectOf('verdict', words.verdict),
    outcome: selectOf('outcome', words.outcome),
  };
  form.addEventListener('input', onChange);
  form.addEventListener('submit', (event) => event.preventDefault());
  // The fields are empty only once the event is over.
  form.addEventListener('reset', () => requestAnimationFrame(onChange));
  return {
    read: () => ({
      text: text.value,
      category: chosenIn(selects.category),
      result: chosenIn(selects.result),
      verdict: chosenIn(selects.verdict),
      outcome: chosenIn(selects.outcome),
    }),
  };
}

function selectOf(name: string, choices: readonly string[]): HTMLSelectElement {
  const select = byId(`filter-${name}`, HTMLSelectElement);
  select.append(
    ...choices.map((choice, index) => element('option', { text: choice, set: { value: String(index) } })),
  );
  return select;
}

function chosenIn({ value }: HTMLSelectElement): number | undefined {
  return value === '' ? undefined : Number(value);
}

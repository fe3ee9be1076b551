import { inert } from '../../lib/inert.js';

const shownEntries = 8;

/** `case: wf_form, ageMs: 12`: what an event carries, on one line. */
export function eventDataWords(data: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(data);
  const shown = entries
    .slice(0, shownEntries)
    .map(
      ([name, value]) =>
        `${inert(name, 40)}: ${inert(typeof value === 'string' ? value : JSON.stringify(value ?? null), 60)}`,
    );
  return [...shown, ...(entries.length > shownEntries ? ['…'] : [])].join(', ');
}

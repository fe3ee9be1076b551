import { markup, type Markup } from './markup.js';

/** A link that opens an attempt of this page; the client reads the fragment. */
export function attemptLink(attemptId: string): Markup {
  return markup`<a class="attempt-link" href="#attempt=${encodeURIComponent(attemptId)}">${attemptId}</a>`;
}

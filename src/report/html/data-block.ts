import { Markup } from './markup.js';

/** Data for the page's script, in an element that no browser runs. Nothing in it can end the element. */
export function dataBlock(id: string, value: unknown): Markup {
  return new Markup(`<script type="application/json" id="${id}">${scriptJson(value)}</script>\n`);
}

function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Deeper values would end the program where it recurses into them. */
export const maxJsonDepth = 100;

/** Whether the text nests deeper than `maxJsonDepth`. Exact for JSON; an upper bound is all that other text needs. */
export function isTooDeep(text: string): boolean {
  return text.length > 2 * maxJsonDepth && depthOf(text) > maxJsonDepth;
}

/** Brackets open at once, strings left out. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isString) {
      if (code === backslash) at++;
      else if (code === quote) isString = false;
    } else if (code === quote) isString = true;
    else if (code === brace.open || code === bracket.open) deepest = Math.max(deepest, ++depth);
    else if (code === brace.close || code === bracket.close) depth--;
  }
  return deepest;
}

const backslash = 0x5c;
const quote = 0x22;
const brace = { open: 0x7b, close: 0x7d };
const bracket = { open: 0x5b, close: 0x5d };

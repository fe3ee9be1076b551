/** Deeper objects are no answer: what holds one goes through many hands, each with a limit of its own. */
export const maxAnswerDepth = 64;

/**
 * The last JSON object in a text that no other one surrounds, as text; undefined where there is none. Strict JSON within,
 * anything around it. Time is linear in the text whatever it holds: where an object breaks off, the search goes on from
 * there, or from inside the last string, whose quotes may have been prose, and what was complete inside stays found.
 */
export function lastJsonObject(text: string): string | undefined {
  const scan = new ObjectScan(text);
  let at = text.indexOf('{');
  while (at >= 0) at = text.indexOf('{', scan.readFrom(at));
  return scan.last;
}

/** What may come next. */
type Expected = 'key' | 'key or end' | 'colon' | 'value' | 'value or end' | 'comma or end';

class ObjectScan {
  readonly #text: string;
  /** Where each open container begins, outermost first. */
  readonly #open: number[] = [];
  #expected: Expected = 'key or end';
  /** Where the token before began, if that was a string. */
  #stringAt: number | undefined;
  #last: { readonly from: number; readonly to: number } | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get last(): string | undefined {
    return this.#last && this.#text.slice(this.#last.from, this.#last.to);
  }

  /** Reads the object that begins at `start`. Returns where to search on. */
  readFrom(start: number): number {
    this.#open.length = 0;
    this.#open.push(start);
    this.#expected = 'key or end';
    this.#stringAt = undefined;
    let at = start + 1;
    while (this.#open.length > 0) {
      at = this.#skipSpace(at);
      const next = this.#step(at);
      if (next === undefined) return this.#stringAt === undefined ? at : this.#stringAt + 1;
      this.#stringAt = this.#text[at] === '"' ? at : undefined;
      at = next;
    }
    return at;
  }

  /** Past the token at `at`; undefined: none that may stand there. */
  #step(at: number): number | undefined {
    const character = this.#text[at];
    const expected = this.#expected;
    if (character === '}' || character === ']') return this.#close(character, at);
    if (expected === 'colon') return this.#then('value', character === ':' ? at + 1 : undefined);
    if (expected === 'comma or end')
      return this.#then(this.#isInList() ? 'value' : 'key', character === ',' ? at + 1 : undefined);
    if (expected === 'key' || expected === 'key or end') return this.#then('colon', this.#stringEnd(at));
    if (character === '{' || character === '[') return this.#enter(character, at);
    return this.#then('comma or end', character === '"' ? this.#stringEnd(at) : this.#wordEnd(at));
  }

  #then(expected: Expected, next: number | undefined): number | undefined {
    this.#expected = expected;
    return next;
  }

  #enter(character: '{' | '[', at: number): number | undefined {
    if (this.#open.length >= maxAnswerDepth) return undefined;
    this.#open.push(at);
    return this.#then(character === '{' ? 'key or end' : 'value or end', at + 1);
  }

  #close(character: '}' | ']', at: number): number | undefined {
    const isList = this.#isInList();
    const from =
      this.#expected.endsWith('or end') && isList === (character === ']') ? this.#open.pop() : undefined;
    if (from === undefined) return undefined;
    if (!isList) this.#last = { from, to: at + 1 };
    return this.#then('comma or end', at + 1);
  }

  #isInList(): boolean {
    return this.#text[this.#open.at(-1) ?? 0] === '[';
  }

  #skipSpace(at: number): number {
    let next = at;
    for (;;) {
      const code = this.#text.charCodeAt(next);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return next;
      next++;
    }
  }

  #stringEnd(at: number): number | undefined {
    if (this.#text[at] !== '"') return undefined;
    for (let next = at + 1; next < this.#text.length; next++) {
      const code = this.#text.charCodeAt(next);
      if (code === 0x22) return next + 1;
      if (code < 0x20) return undefined;
      if (code === 0x5c) next = this.#escapeEnd(next);
    }
    return undefined;
  }

  /** The last character of the escape at `at`; the text's end where it is none, so that the string breaks off there. */
  #escapeEnd(at: number): number {
    const kind = this.#text.charAt(at + 1);
    if (kind !== '' && '"\\/bfnrt'.includes(kind)) return at + 1;
    const isUnicode = kind === 'u' && /^[0-9a-f]{4}$/i.test(this.#text.slice(at + 2, at + 6));
    return isUnicode ? at + 5 : this.#text.length;
  }

  #wordEnd(at: number): number | undefined {
    word.lastIndex = at;
    const found = word.exec(this.#text);
    return found === null ? undefined : at + found[0].length;
  }
}

const word = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

import { isUtf8 } from 'node:buffer';

const byteOrderMark = '\uFEFF';
const nothing = new Uint8Array(0);

/**
 * Bytes of a body in, text with LF line ends out. Holds back what a read cut in two: a UTF-8 sequence, and the LF of a
 * CRLF. A CR ends its line at once, so that an event it completes is not late.
 */
export class TextDecoding {
  // The mark is stripped here, not by the decoder: only the first one is a mark.
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #unfinished: Uint8Array = nothing;
  #hasStarted = false;
  #endedOnCr = false;
  #isInvalid = false;

  /** Some bytes were not UTF-8 and stand as U+FFFD. */
  get isInvalid(): boolean {
    return this.#isInvalid;
  }

  decode(bytes: Uint8Array): string {
    // Most reads: nothing carried over, nothing cut in two. A decoder that keeps state costs several times as much.
    if (this.#unfinished.length === 0 && isUtf8(bytes))
      return this.#lines(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
    const decoded = this.#decoder.decode(bytes, { stream: true });
    this.#check(bytes, decoded);
    return this.#lines(decoded);
  }

  /** What was held back. */
  end(): string {
    if (this.#unfinished.length > 0) this.#isInvalid = true;
    return this.#lines(this.#decoder.decode());
  }

  /** A U+FFFD in the text is either the miner's own or ours: then the bytes tell. */
  #check(bytes: Uint8Array, decoded: string): void {
    const carried = this.#unfinished;
    const joined = carried.length === 0 ? bytes : Buffer.concat([carried, bytes]);
    const whole = joined.length - unfinishedBytes(joined);
    this.#unfinished = whole === joined.length ? nothing : Uint8Array.from(joined.subarray(whole));
    const isDoubtful = carried.length > 0 || decoded.includes('\uFFFD');
    if (isDoubtful && !isUtf8(joined.subarray(0, whole))) this.#isInvalid = true;
  }

  #lines(decoded: string): string {
    if (decoded === '') return '';
    let text = decoded;
    if (!this.#hasStarted) {
      this.#hasStarted = true;
      if (text.startsWith(byteOrderMark)) text = text.slice(1);
    }
    if (this.#endedOnCr && text.startsWith('\n')) text = text.slice(1);
    this.#endedOnCr = text.endsWith('\r');
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  }
}

/** How many bytes at the end begin a sequence that goes on: 0 to 3. */
function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0;
  }
  return 0;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

/** What the known-answer server sends and when. Pure data: the same order gives the same bytes. */
export interface WireScript {
  readonly steps: readonly WireStep[];
  /** Output events in all of it. */
  readonly events: number;
}

/** One write. */
export interface WireStep {
  /** When it is due, ms after the script's start. */
  readonly atMs: number;
  readonly bytes: Uint8Array;
  /** How many output events get their blank line by it. */
  readonly completes: number;
}

/** The content of output event `number` starts with its number, so that a reader can say which ones it missed. */
export function eventText(number: number, rest = ''): string {
  return `${number}${rest} `;
}

/** The number in a content event's text; undefined where there is none. */
export function eventNumber(text: string): number | undefined {
  const [digits] = /^\d{1,9}/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** A frame with one output event. */
export function contentFrame(text: string, lineEnd = '\n'): Buffer {
  return frame(chunkJson({ content: text }, null), lineEnd);
}

export function finishFrame(): Buffer {
  return frame(chunkJson({}, 'stop'));
}

export function frame(data: string, lineEnd = '\n'): Buffer {
  return Buffer.from(`data: ${data}${lineEnd}${lineEnd}`);
}

function chunkJson(delta: { readonly content?: string }, finishReason: string | null): string {
  return JSON.stringify({
    id: 'chatcmpl-calibration',
    object: 'chat.completion.chunk',
    created: 1_767_225_600,
    model: 'calibration',
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  });
}

/** `bytes` as one chunk of a chunked HTTP body. */
export function httpChunk(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

export const lastHttpChunk = Buffer.from('0\r\n\r\n');

import type { CheckContext } from './check.js';

/** What is wrong with the text of an event stream, by the WHATWG rules and by what official clients can read. */
export interface WireProblem {
  readonly verdict: 'warn' | 'fail';
  readonly what: string;
}

const knownFields = new Set(['data', 'event', 'id', 'retry']);
const gzipMagic = [0x1f, 0x8b];

export interface WireView {
  /** These are all the bytes there were. */
  readonly isWhole: boolean;
  readonly excerpt: CheckContext['excerpt'];
}

/** Problems of the bytes of a stream, each kind once. */
export function wireProblems(bytes: Uint8Array, { isWhole, excerpt }: WireView): readonly WireProblem[] {
  if (gzipMagic.every((byte, at) => bytes[at] === byte))
    return [
      { verdict: 'warn', what: 'compressed although identity was asked for: blocks tie events together' },
    ];
  const text = strictText(bytes, isWhole);
  if (text === undefined) return [{ verdict: 'fail', what: 'the stream is not valid UTF-8' }];
  return [...textProblems(text), ...lineProblems(text, excerpt), ...(isWhole ? endProblems(text) : [])];
}

function textProblems(text: string): readonly WireProblem[] {
  return [
    ...(text.startsWith('\uFEFF')
      ? [{ verdict: 'warn', what: 'a byte order mark stands first' } as const]
      : []),
    ...(text.includes('\0') ? [{ verdict: 'fail', what: 'it holds NUL characters' } as const] : []),
  ];
}

function lineProblems(text: string, excerpt: CheckContext['excerpt']): readonly WireProblem[] {
  const strange = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .find((line) => line !== '' && !line.startsWith(':') && !knownFields.has(fieldOf(line)));
  if (strange === undefined) return [];
  const what = `a line is neither comment nor data, event, id or retry: ${excerpt(strange)}`;
  return [{ verdict: 'warn', what }];
}

function endProblems(text: string): readonly WireProblem[] {
  if (text === '' || /(?:\r\n|\r|\n)(?:\r\n|\r|\n)$/.test(text)) return [];
  return [
    { verdict: 'warn', what: 'no blank line ends the last event, and many clients drop such an event' },
  ];
}

function fieldOf(line: string): string {
  const colon = line.indexOf(':');
  return colon < 0 ? line : line.slice(0, colon);
}

/** A character that the end of the capture cut in two is none of the miner's doing. */
function strictText(bytes: Uint8Array, isWhole: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: !isWhole });
  } catch {
    return undefined;
  }
}

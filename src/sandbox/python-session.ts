import { Ended } from './ended.js';
import { openFrameReader } from './frame-reader.js';
import type { ThreadOrder } from './thread-messages.js';

/**
 * One program's talk with its interpreter. Lines go in one at a time, each after the frame that answers the one before;
 * a guest that speaks out of turn has left the rules, and its run is over.
 */
export interface PythonSession {
  /** Up to `size` bytes of what the interpreter may know now. Throws Ended. */
  readonly read: (size: number) => Uint8Array;
  /** A piece of a frame. Throws Ended, and AllAnswered after the last frame. */
  readonly write: (piece: Uint8Array) => void;
  readonly order: () => ThreadOrder | undefined;
  /** One for each case. */
  readonly frames: readonly string[];
}

/** Thrown through the interpreter, whose work is done: what the program left behind never runs. */
export class AllAnswered extends Error {}

/** `nextOrder` is called when the interpreter is up and asks for its program; it may wait. */
export function openPythonSession(nextOrder: () => ThreadOrder): PythonSession {
  const frames: string[] = [];
  const reader = openFrameReader(() =>
    order === undefined ? 0 : order.outputBytes + frameSlack * (order.cases.length + 1),
  );
  let order: ThreadOrder | undefined;
  let isLoaded = false;
  let isItsTurn = false;
  let unread: Uint8Array = new Uint8Array(0);

  function nextLine(): string {
    if (isItsTurn) throw new Ended('crash', 'it read from the channel of its results');
    isItsTurn = true;
    if (order !== undefined) return order.cases[frames.length] ?? '';
    order = nextOrder();
    return JSON.stringify({ source: order.source, entry: order.entry, limit: order.outputBytes });
  }

  return {
    read(size) {
      if (unread.length === 0) unread = new TextEncoder().encode(`${nextLine()}\n`);
      const piece = unread.subarray(0, size);
      unread = unread.subarray(piece.length);
      return piece;
    },
    write(piece) {
      const frame = reader.add(piece);
      if (frame === undefined) return;
      if (!isItsTurn || unread.length > 0) throw new Ended('crash', outOfTurn);
      isItsTurn = false;
      if (isLoaded) frames.push(frame);
      else checkLoaded(frame);
      isLoaded = true;
      if (frames.length === order?.cases.length) throw new AllAnswered();
    },
    order: () => order,
    frames,
  };
}

const outOfTurn = 'it wrote to the channel of its results';
/** What a frame may hold besides a value: the name and message of an error. */
const frameSlack = 4_000;

function checkLoaded(frame: string): void {
  if (frame === 'r') return;
  const detail = frame.slice(1);
  if (frame.startsWith('s')) throw new Ended('syntax', detail);
  if (frame.startsWith('x')) throw new Ended('crash', detail);
  throw new Ended('crash', outOfTurn);
}

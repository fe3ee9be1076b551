import type { ContainedWhy } from './thread-messages.js';

/** Why a program is over. Thrown from inside an interpreter's call to us, through the interpreter. */
export class Ended extends Error {
  readonly why: ContainedWhy;

  constructor(why: ContainedWhy, detail: string) {
    super(detail);
    this.why = why;
  }
}

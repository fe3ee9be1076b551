import { Fd, wasi as abi } from '@bjorn3/browser_wasi_shim';

/** A file that the interpreter reads from us. */
export class ControlFile extends Fd {
  readonly #read: (size: number) => Uint8Array;

  constructor(read: (size: number) => Uint8Array) {
    super();
    this.#read = read;
  }

  override fd_read(size: number): { ret: number; data: Uint8Array } {
    return { ret: abi.ERRNO_SUCCESS, data: this.#read(size) };
  }
}

/** A file that the interpreter writes to us. */
export class SinkFile extends Fd {
  readonly #take: (piece: Uint8Array) => void;

  constructor(take: (piece: Uint8Array) => void) {
    super();
    this.#take = take;
  }

  override fd_write(data: Uint8Array): { ret: number; nwritten: number } {
    this.#take(data);
    return { ret: abi.ERRNO_SUCCESS, nwritten: data.length };
  }
}

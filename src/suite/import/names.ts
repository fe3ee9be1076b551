/** Longest id, with room for a number that tells it from another. */
const maxNameChars = 56;

/** A foreign name in the letters an id may have; `fallback` where none is left. */
export function safeName(name: string, fallback: string): string {
  const plain = name
    .slice(0, 400)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, maxNameChars)
    .replaceAll(/^-+|-+$/g, '');
  return plain === '' ? fallback : plain;
}

/** The same, fit to be a category: its file must not be the card, nor a device of Windows. */
export function safeCategory(name: string, fallback: string): string {
  const plain = safeName(name, fallback);
  return /^(?:suite|con|prn|aux|nul|com\d|lpt\d)$/.test(plain) ? `${plain}-tasks` : plain;
}

/** Gives out names, each once: `sum`, `sum-2`, `sum-3`. */
export function openNames(): (name: string) => string {
  const next = new Map<string, number>();
  const taken = new Set<string>();
  return (name) => {
    let count = next.get(name) ?? 1;
    let unique = name;
    while (taken.has(unique)) unique = `${name}-${++count}`;
    next.set(name, count);
    taken.add(unique);
    return unique;
  };
}

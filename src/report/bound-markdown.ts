/**
 * Markdown of at most `maxBytes` of UTF-8: cut at a line, with whatever was open there closed again and a sentence that
 * says so. What fits comes back as it is.
 */
export function boundMarkdown(markdown: string, maxBytes: number): string {
  const encoder = new TextEncoder();
  if (encoder.encode(markdown).length <= maxBytes) return markdown;
  const room = maxBytes - encoder.encode(closing(maxDepth, true)).length;
  const kept: string[] = [];
  let bytes = 0;
  for (const line of markdown.split('\n')) {
    bytes += encoder.encode(line).length + 1;
    if (bytes > room) break;
    kept.push(line);
  }
  const depth = kept.filter((line) => line.startsWith('<details')).length - count(kept, '</details>');
  const isInCode = kept.filter((line) => line.startsWith('```')).length % 2 === 1;
  return `${kept.join('\n')}${closing(Math.min(maxDepth, Math.max(0, depth)), isInCode)}`;
}

const maxDepth = 4;

function closing(depth: number, isInCode: boolean): string {
  const ends = [...(isInCode ? ['```'] : []), ...Array.from({ length: depth }, () => '</details>')];
  return `\n${ends.map((end) => `${end}\n`).join('')}\n*Cut here: the rest is in the run's own files.*\n`;
}

function count(lines: readonly string[], line: string): number {
  return lines.filter((each) => each === line).length;
}

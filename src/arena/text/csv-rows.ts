import { csvLine, type CsvValue } from '../../lib/csv.js';

/** Objects as CSV: a heading, then a row each. Nested objects are spread by `parent_child`; names are as in other exports: `latency_p50_ms`. */
export function csvOf(rows: readonly Readonly<Record<string, unknown>>[], names: readonly string[]): string {
  const lines = rows.map((row) => {
    const flat = new Map(flattened(row));
    return csvLine(names.map((name) => flat.get(name)));
  });
  return csvLine(names) + lines.join('');
}

function flattened(row: Readonly<Record<string, unknown>>, before = ''): readonly [string, CsvValue][] {
  return Object.entries(row).flatMap(([key, value]): readonly [string, CsvValue][] => {
    const name = `${before}${snakeCase(key)}`;
    if (isRecord(value)) return flattened(value, `${name}_`);
    return isCsvValue(value) ? [[name, value]] : [];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCsvValue(value: unknown): value is CsvValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function snakeCase(name: string): string {
  return name.replace(/P(?=\d)|[A-Z](?=[a-z])/g, (letter) => `_${letter.toLowerCase()}`);
}

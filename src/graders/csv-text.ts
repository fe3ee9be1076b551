export type CsvReading =
  | {
      readonly kind: 'table';
      readonly header: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'not_csv'; readonly reason: string };

const maxFields = 200_000;

/** A CSV text with a header (RFC 4180; LF and CRLF), all rows as wide as the header. One pass. */
export function readCsv(text: string): CsvReading {
  const rows = readRows(text);
  if (typeof rows === 'string') return { kind: 'not_csv', reason: rows };
  const [header, ...body] = rows;
  if (header === undefined) return { kind: 'not_csv', reason: 'the CSV is empty' };
  const ragged = body.findIndex((row) => row.length !== header.length);
  if (ragged >= 0)
    return {
      kind: 'not_csv',
      reason: `row ${ragged + 1} has ${body[ragged]?.length ?? 0} fields, the header ${header.length}`,
    };
  return { kind: 'table', header: header.map((name) => name.trim()), rows: body };
}

/** The rows, or what is wrong with the text. Blank lines are left out. */
function readRows(text: string): readonly (readonly string[])[] | string {
  const rows: string[][] = [];
  let row: string[] = [];
  let fields = 0;
  for (let at = 0; at <= text.length;) {
    const field = text.charAt(at) === '"' ? quotedField(text, at) : plainField(text, at);
    if (typeof field === 'string') return `row ${rows.length}: ${field}`;
    row.push(field.value);
    if (++fields > maxFields) return `it has over ${maxFields} fields`;
    at = field.end;
    if (text.charAt(at) === ',') {
      at++;
      continue;
    }
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    // Past the line's end, or past the text's to end the loop.
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  return rows;
}

interface Field {
  readonly value: string;
  /** Offset of the comma or line end behind it. */
  readonly end: number;
}

function plainField(text: string, start: number): Field | string {
  let end = start;
  while (end < text.length && !isEnd(text, end)) {
    if (text.charAt(end) === '"') return 'a quotation mark inside a field without quotation marks';
    end++;
  }
  return { value: text.slice(start, end), end };
}

function quotedField(text: string, start: number): Field | string {
  let close = text.indexOf('"', start + 1);
  while (close >= 0 && text.charAt(close + 1) === '"') close = text.indexOf('"', close + 2);
  if (close < 0) return 'a quotation mark is never closed';
  const end = close + 1;
  if (end < text.length && !isEnd(text, end)) return 'text after a closing quotation mark';
  return { value: text.slice(start + 1, close).replaceAll('""', '"'), end };
}

function isEnd(text: string, at: number): boolean {
  const mark = text.charAt(at);
  return mark === ',' || mark === '\n' || (mark === '\r' && text.charAt(at + 1) === '\n');
}

import { isJsonObject, type Json, type JsonObject } from '../lib/json.js';
import { asPrecise, printedNumber, type PrintedNumber, type PublishedRow } from './published-row.js';
import type { ScoreName } from './standings.js';

/** Rows of a board in JSON: ours (`standings`), a list of rows, or the first list of rows in an object. Undefined: none. */
export function publishedJsonRows(value: Json): readonly PublishedRow[] | undefined {
  const rows = rowsIn(value)?.map((row, index) => rowOf(row, index));
  return rows === undefined ? undefined : asPrecise(rows);
}

const listNames = ['standings', 'rows', 'seedRows', 'leaderboard', 'entries', 'results', 'rankings'];

function rowsIn(value: Json): readonly JsonObject[] | undefined {
  if (isList(value)) {
    const rows = value.filter((row) => isJsonObject(row));
    return rows.length > 0 && rows.length === value.length ? rows : undefined;
  }
  if (!isJsonObject(value)) return undefined;
  for (const name of listNames) {
    const found = value[name];
    if (found !== undefined && isList(found)) return found.length === 0 ? [] : rowsIn(found);
  }
  return isJsonObject(value['scores']) || value['composite'] !== undefined ? [value] : undefined;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function rowOf(row: JsonObject, index: number): PublishedRow {
  const scores = isJsonObject(row['scores']) ? row['scores'] : row;
  const score = (name: ScoreName) => numberIn(memberOf(scores, name));
  const formula = numberIn(row['formula']);
  return {
    name: nameOf(row) ?? `row ${index + 1}`,
    scores: {
      composite: score('composite') ?? numberIn(row['listed']) ?? numberIn(row['score']),
      quality: score('quality'),
      speed: score('speed'),
      cost: score('cost'),
      streaming: score('streaming'),
      modality: score('modality'),
    },
    ...(formula === null ? {} : { formula }),
  };
}

/** `quality` and `Quality`. */
function memberOf(row: JsonObject, name: string): Json | undefined {
  return row[name] ?? Object.entries(row).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** A number, its text, or our `{ value, low, high }`. What is something else is no number, and so not said. */
function numberIn(value: Json | undefined): PrintedNumber | null {
  if (isJsonObject(value)) return numberIn(value['value']);
  if (typeof value === 'string') return printedNumber(value);
  if (typeof value !== 'number') return null;
  const [digits = '', exponent = '0'] = String(value).split('e');
  const fraction = digits.split('.')[1]?.length ?? 0;
  return { value, decimals: Math.max(0, fraction - Number(exponent)) };
}

const nameMembers = ['name', 'competitor', 'miner', 'agent', 'model', 'target', 'id'];

function nameOf(row: JsonObject): string | undefined {
  for (const member of nameMembers) {
    const value = memberOf(row, member);
    if (typeof value === 'string' && value !== '') return value;
    const inner = isJsonObject(value) ? (value['name'] ?? value['id']) : undefined;
    if (typeof inner === 'string' && inner !== '') return inner;
  }
  return undefined;
}

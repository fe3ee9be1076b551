import type { AttemptDetail, Distribution, PageRows } from '../page-data.js';
import { byId } from './dom.js';

export function readRows(): PageRows {
  const value = readBlock('rows');
  if (isRows(value)) return value;
  throw new Error('the rows of this page are damaged');
}

export function readCharts(): readonly Distribution[] {
  const value = readBlock('charts');
  return isDistributions(value) ? value : [];
}

/** One attempt's details; inflates the block they are in. Undefined: the page has none of it. */
export async function readDetail(rows: PageRows, index: number): Promise<AttemptDetail | undefined> {
  const place = rows.details[index] ?? -1;
  if (place < 0) return undefined;
  const number = Math.floor(place / rows.detailsPerBlock);
  const details = await inflatedBlock(number);
  return details[place % rows.detailsPerBlock];
}

/** The last few: who goes from attempt to attempt stays within a block. */
const inflated = new Map<number, readonly AttemptDetail[]>();
const mostInflated = 4;

async function inflatedBlock(number: number): Promise<readonly AttemptDetail[]> {
  const known = inflated.get(number);
  if (known !== undefined) return known;
  const packed = readBlock(`details-${number}`);
  if (typeof packed !== 'string') throw new Error('a block of this page is damaged');
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const value: unknown = await new Response(stream).json();
  if (!isDetails(value)) throw new Error('a block of this page is damaged');
  const oldest = inflated.keys().next().value;
  if (inflated.size >= mostInflated && oldest !== undefined) inflated.delete(oldest);
  inflated.set(number, value);
  return value;
}

function readBlock(id: string): unknown {
  return JSON.parse(byId(id, HTMLScriptElement).textContent);
}

// This page wrote its data itself, with these very types: the checks are against a file cut short or changed.

function isRows(value: unknown): value is PageRows {
  return isObject(value) && Array.isArray(value['id']) && Array.isArray(value['details']);
}

function isDistributions(value: unknown): value is readonly Distribution[] {
  return Array.isArray(value) && value.every((item) => isObject(item) && Array.isArray(item['ms']));
}

function isDetails(value: unknown): value is readonly AttemptDetail[] {
  return Array.isArray(value) && value.every((item) => isObject(item) && Array.isArray(item['exchanges']));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

import * as z from 'zod';
import type { Database } from '../../store/database.js';
import type { Slot } from './coverage.js';

const rowsSchema = z.array(z.object({ host: z.string(), cases: z.string() }));
const caseIds = z.array(z.string());

/** Cases of the scored attempts of kept slots, by host ('': of all together). `host` undefined: every one. */
export async function keptCases(
  database: Database,
  slots: readonly Slot[],
  host: string | undefined,
): Promise<readonly { readonly host: string; readonly cases: readonly string[] }[]> {
  if (slots.length === 0) return [];
  const rows = await database.query(
    `SELECT host, cases FROM json_to_recordset($1::json) AS slot(width bigint, start bigint)
       JOIN arena_slot_cases USING (width, start) WHERE $2::text IS NULL OR host = $2`,
    [JSON.stringify(slots), host ?? null],
  );
  return rowsSchema
    .parse(rows)
    .map(({ host: of, cases }) => ({ host: of, cases: caseIds.parse(JSON.parse(cases)) }));
}

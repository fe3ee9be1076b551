import * as z from 'zod';
import type { Database } from '../../store/database.js';
import { hardTimeoutCapMs, payloadSchema } from '../source/contract.js';
import type { FrozenCase } from '../source/freeze-case.js';
import { run } from './statement.js';
import type { CaseTable } from './tables.js';

const rowSchema = z
  .object({
    case_id: z.string(),
    case_version: z.int(),
    domain: z.string(),
    host: z.string(),
    payload_json: z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(payloadSchema),
    payload_sha256: z.string(),
  })
  .transform((row): FrozenCase => ({
    caseId: row.case_id,
    caseVersion: row.case_version,
    domain: row.domain,
    host: row.host,
    payload: row.payload_json,
    payloadSha256: row.payload_sha256,
    hardTimeoutMs: Math.min(row.payload_json.timeout_policy.hard_timeout_ms, hardTimeoutCapMs),
  }));

const knownSchema = z.array(z.object({ payload_sha256: z.string() }));

export function caseTableOf(database: Database): CaseTable {
  return {
    knownSha256: async (caseId, caseVersion) => {
      const rows = await run(
        database,
        'SELECT payload_sha256 FROM cases WHERE case_id = $1 AND case_version = $2',
        [caseId, caseVersion],
      );
      return knownSchema.parse(rows)[0]?.payload_sha256;
    },
    keep: async ({ caseId, caseVersion, domain, host, payload, payloadSha256 }, { corpusVersion, atMs }) => {
      await run(
        database,
        `INSERT INTO cases (case_id, case_version, domain, host, payload_json, payload_sha256, corpus_version, first_fetched_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (case_id, case_version) DO NOTHING`,
        [caseId, caseVersion, domain, host, JSON.stringify(payload), payloadSha256, corpusVersion, atMs],
      );
    },
    read: async (caseId, caseVersion) => {
      const rows = await run(database, 'SELECT * FROM cases WHERE case_id = $1 AND case_version = $2', [
        caseId,
        caseVersion,
      ]);
      return z.array(rowSchema).parse(rows)[0];
    },
    retire: async (caseId, caseVersion, atMs) => {
      await run(
        database,
        'UPDATE cases SET retired_at = $3 WHERE case_id = $1 AND case_version = $2 AND retired_at IS NULL',
        [caseId, caseVersion, atMs],
      );
    },
  };
}

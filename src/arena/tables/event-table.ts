import type { Database } from '../../store/database.js';
import { run } from './statement.js';
import type { EventTable } from './tables.js';

export function eventTableOf(database: Database): EventTable {
  return {
    add: async ({ at, level, source, kind, cohortId, attemptId, data = {} }) => {
      await run(
        database,
        `INSERT INTO events (at, level, source, kind, cohort_id, attempt_id, data_json)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [at, level, source, kind, cohortId ?? null, attemptId ?? null, JSON.stringify(data)],
      );
    },
  };
}

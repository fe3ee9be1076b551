import type { Database } from '../../store/database.js';
import { leaseTableOf } from '../../store/lease-table.js';
import { agentTableOf } from './agent-table.js';
import { attemptTableOf } from './attempt-table.js';
import { caseTableOf } from './case-table.js';
import { cohortTableOf } from './cohort-table.js';
import { evalTableOf } from './eval-table.js';
import { eventTableOf } from './event-table.js';
import { executorTableOf } from './executor-table.js';
import type { ArenaTables } from './tables.js';

/** The arena's tables in a store of any kind. How durable a resolved write is, is that store's matter: see the docstrings of its kinds. */
export function arenaTablesOf(database: Database): ArenaTables {
  return {
    agents: agentTableOf(database),
    cases: caseTableOf(database),
    cohorts: cohortTableOf(database),
    attempts: attemptTableOf(database),
    evals: evalTableOf(database),
    lease: leaseTableOf(database),
    executors: executorTableOf(database),
    events: eventTableOf(database),
  };
}

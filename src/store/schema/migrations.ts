import { arenaRollups } from './arena-rollups.js';
import { arenaTables } from './arena-tables.js';
import { benchTables } from './bench-tables.js';
import { commonTables } from './common-tables.js';

/** In order, each once and for ever: what has been released is never edited, only added to. The first has number 1. */
export const migrations: readonly string[] = [commonTables + benchTables + arenaTables + arenaRollups];

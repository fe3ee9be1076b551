/** The lease of the one process that leads the cohorts. */
export const arenaLease = 'arena';

import type { FlagRow } from './command.js';

/** `--store` of whatever reads or keeps a board. */
export const storeFlag: FlagRow = {
  flag: '--store',
  value: 'PLACE',
  help: 'a folder, or postgres://… for several machines; JANUS_BENCH_STORE says it too',
  default: 'janus-store',
};

import type { FlagRow } from './command.js';

/** `--output` of a command that reads runs. */
export const resultsFolderFlag: FlagRow = {
  flag: '--output',
  value: 'DIR',
  help: 'where run folders lie',
  default: 'janus-results',
};

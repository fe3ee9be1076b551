import type { FlagRow } from './command.js';

/** `--reporter` of a command that is no run: a run has it as a setting. */
export const reporterFlag: FlagRow = {
  flag: '--reporter',
  value: 'LIST',
  help: 'how to tell it, NAME or NAME=PATH, several at once: table,junit=out.xml,github',
  isMany: true,
};

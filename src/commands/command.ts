import type { ExitReason } from '../errors/exit-codes.js';
import type { Io } from './io.js';

/** A verb of the program: flags in, one call, text out, and how the program ends. */
export type CommandAction = (call: CommandCall) => Promise<ExitReason>;

export interface CommandCall {
  /** What stood beside the flags, in order. */
  readonly operands: readonly string[];
  /** By the flag's name in camelCase; as typed, not yet checked. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly io: Io;
}

/** A command as `--help` shows it. Its code is loaded only when it runs. */
export interface CommandRow {
  /** As typed: `run`, `suite lint`. */
  readonly name: string;
  readonly group: CommandGroup;
  readonly summary: string;
  /** In commander's notation: `[run]`, `<path>`; with its help. */
  readonly operands?: readonly (readonly [notation: string, help: string])[];
  readonly flags: readonly FlagRow[];
  readonly examples?: readonly string[];
  readonly load: () => Promise<CommandAction>;
}

export const commandGroups = [
  'Measure',
  'Results',
  'Suites',
  'Judges',
  'Leaderboard',
  'Arena',
  'Servers',
  'Tools',
] as const;
export type CommandGroup = (typeof commandGroups)[number];

export interface FlagRow {
  /** `--format`. */
  readonly flag: string;
  /** What stands after it; absent: a switch. */
  readonly value?: string | undefined;
  readonly help: string;
  readonly default?: string | undefined;
  readonly group?: string | undefined;
  /** May be given several times. */
  readonly isMany?: boolean | undefined;
  /** A switch that has a `--no-` form too, to override a file or the environment. */
  readonly isTwoWay?: boolean | undefined;
}

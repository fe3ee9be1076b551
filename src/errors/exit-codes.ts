/**
 * Every way the program can end. One table: the code, `--help`, README and docs all read it.
 * 130 and 143 are 128 + the signal's number, as shells report them.
 */
export const exitCodes = {
  ok: { code: 0, meaning: 'fine' },
  bar: { code: 1, meaning: 'a bar was not met' },
  usage: { code: 2, meaning: 'usage, configuration, or no task selected' },
  invalid: { code: 3, meaning: 'the measurement is invalid' },
  preflight: { code: 4, meaning: 'the target did not pass its preflight' },
  budget: { code: 5, meaning: 'the budget is exhausted' },
  incomparable: { code: 6, meaning: 'the runs are not comparable' },
  internal: { code: 70, meaning: 'internal error (a bug: please report it)' },
  interrupted: { code: 130, meaning: 'interrupted (Ctrl-C)' },
  terminated: { code: 143, meaning: 'terminated (SIGTERM)' },
} as const satisfies Record<string, { code: number; meaning: string }>;

export type ExitReason = keyof typeof exitCodes;

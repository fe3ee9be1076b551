/** A statement that the store refused: a constraint at work, or a mistake of ours. It changed nothing. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  /** Five characters, as in PostgreSQL's appendix A: `23505` is a unique violation. */
  readonly sqlState: string;

  constructor(sqlState: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.sqlState = sqlState;
  }
}

/** Whether an error's code is PostgreSQL's; those of the operating system (`EPIPE`) begin with an E. */
export function isSqlState(code: string | undefined): code is string {
  return code !== undefined && /^(?!E)[0-9A-Z]{5}$/.test(code);
}

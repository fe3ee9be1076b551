/** What may stand for `$1`, `$2`, …: arrays and objects go as JSON text (`json_to_recordset($1::json)`). */
export type SqlValue = string | number | boolean | null;

export type SqlRow = Readonly<Record<string, unknown>>;

/**
 * The one way to the store, whatever lies behind it: plain SQL of PostgreSQL 15. A statement is atomic by itself, and
 * nothing needs more: what belongs together is written by one statement (`WITH … INSERT …`).
 */
export interface Database extends AsyncDisposable {
  /** `embedded`: PGlite in this process. `remote`: PGlite of another process, through its loopback door. */
  readonly kind: 'embedded' | 'remote' | 'postgres';
  /** Where it is, for people: never a password. */
  readonly place: string;
  /**
   * Every int8 and numeric comes back as a number. Rejects with SqlError where the store refuses the statement, and with
   * StoreUnreachable (a BenchError) where it does not answer; then nobody knows whether the statement took effect.
   */
  query(text: string, values?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /** Several statements without parameters, as one transaction; the last one's rows. */
  script(text: string): Promise<readonly SqlRow[]>;
}

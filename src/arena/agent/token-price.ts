/** USD per million tokens, and the name of the table they come from. */
export interface TokenPrice {
  readonly table: string;
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
}

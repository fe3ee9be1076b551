/** What a submission or a poll comes to. */
export type Evaluated =
  /** Written down; `hasVerdict`: boards change. */
  | { readonly kind: 'moved'; readonly hasVerdict: boolean }
  /** Nothing is written down; to be tried again after `afterMs`. */
  | { readonly kind: 'later'; readonly afterMs: number };

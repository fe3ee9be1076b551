import type { BoardWindow } from '../rank/rank-profile.js';

/** Which attempts a reader is about: those that ended in the window before `nowMs`, of one host or (undefined) of all. */
export interface BoardQuestion {
  readonly window: BoardWindow;
  readonly host: string | undefined;
  /** ms since 1970. */
  readonly nowMs: number;
}

import { inert } from '../../lib/inert.js';
import { counted } from '../../report/words.js';
import type { Board, Leaderboard } from '../standings.js';
import { dayWords } from './time-words.js';

export interface BoardView {
  readonly suite: string;
  /** What all its runs share: label, what it is in words, and its SHA-256. */
  readonly shared: readonly (readonly [label: string, words: string, sha256: string])[];
}

export function boardView(board: Board): BoardView {
  const { suite, suiteSha256, profileSha256, judge, judgeSha256, runner, runnerSha256 } = board;
  return {
    suite: inert(suite, 120),
    shared: [
      ['Suite', inert(suite, 120), inert(suiteSha256, 80)],
      ['Score profile', '', inert(profileSha256, 80)],
      ['Judge', inert(judge, 120), inert(judgeSha256, 80)],
      ['Runner', inert(runner, 120), inert(runnerSha256, 80)],
    ],
  };
}

/** `suite (board 3f2a…): 12 runs, the last on 2026-01-22`. */
export function otherBoardView(board: Leaderboard['otherBoards'][number]): string {
  const { key, suite, runs, lastRunAt } = board;
  return `${inert(suite, 120)} (board ${inert(key, 12)}): ${counted(runs, 'run')}, the last on ${dayWords(lastRunAt)}`;
}

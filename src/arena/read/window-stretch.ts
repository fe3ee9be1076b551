import { windowRange } from '../rank/window.js';
import type { Stretch } from './coverage.js';
import type { BoardQuestion } from './question.js';

/** The window (now - length, now] as whole ms, [fromMs, toMs). */
export function windowStretch({ window, nowMs }: Pick<BoardQuestion, 'window' | 'nowMs'>): Stretch {
  const { fromMs, toMs } = windowRange(window, Math.floor(nowMs));
  return { fromMs: Math.max(0, fromMs + 1), toMs: toMs + 1 };
}

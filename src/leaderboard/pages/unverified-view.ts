import { inert } from '../../lib/inert.js';
import type { UnverifiedRun } from '../standings.js';
import { scoreCellViews, type ScoreCellView } from './score-cell-view.js';
import { timeWords } from './time-words.js';

export interface UnverifiedView {
  readonly id: string;
  /** As the run says; '' where it does not. */
  readonly name: string;
  readonly suite: string;
  readonly at: string;
  readonly finishedAt: number;
  readonly scores: readonly ScoreCellView[];
  readonly reasons: readonly string[];
}

/** Its target is left out like every competitor's. */
export function unverifiedView(run: UnverifiedRun): UnverifiedView {
  const { id, name, suite, finishedAt, scores, reasons } = run;
  return {
    id: inert(id, 80),
    name: name === null ? '' : inert(name, 60),
    suite: inert(suite, 80),
    at: timeWords(finishedAt),
    finishedAt,
    scores: scoreCellViews(scores),
    reasons: reasons.slice(0, 12).map((reason) => inert(reason, 400)),
  };
}

import type { PairPromptRecords } from '../judge/pairs/read-pair-prompt.js';
import { judgeFairly, type SpokenVerdict } from './fair-judge.js';

/** A verdict on two answers as it stands in a judge's reply. */
export interface SpokenPreference {
  readonly id: string;
  readonly reason: string;
  readonly quote: string;
  readonly winner: 'first' | 'second' | 'tie';
}

/**
 * Which of two answers is better by the rules of `judgeFairly`: each is judged alone, and more of the criteria met wins. An
 * answer that shows nothing of what was asked meets none. Where they stand, and what they say of themselves, is nothing.
 */
export function preferFairly(records: PairPromptRecords): SpokenPreference {
  const [first, second] = [foundIn('first', records), foundIn('second', records)];
  const difference = first.met - second.met;
  const [winner, other] = difference > 0 ? (['first', first] as const) : (['second', second] as const);
  const quote = quoteOf(other, difference > 0 ? second : first);
  return difference === 0 || quote === undefined
    ? { id: records.id, reason: 'both show the same', quote: '', winner: 'tie' }
    : { id: records.id, reason: 'these words make it the better one', quote, winner };
}

interface Found {
  readonly met: number;
  /** By question: what shows it. */
  readonly quotes: ReadonlyMap<string, string>;
}

function foundIn(which: 'first' | 'second', records: PairPromptRecords): Found {
  const { nonce, task, reference } = records;
  const questions = records.questions.map((question, at) => ({ ...question, id: String(at) }));
  const verdicts = judgeFairly({ nonce, task, reference, questions, candidate: records[which] });
  const isYes = ({ verdict }: SpokenVerdict) => verdict === 'yes';
  const kindOf = (id: string) => questions[Number(id)]?.kind;
  const shown = verdicts.filter((verdict) => isYes(verdict) && kindOf(verdict.id) === 'present');
  const unbroken = verdicts.filter((verdict) => !isYes(verdict) && kindOf(verdict.id) === 'absent');
  return {
    met: shown.length === 0 ? 0 : shown.length + unbroken.length,
    quotes: new Map(shown.map(({ id, quote }) => [id, quote])),
  };
}

/** What the winner shows and the loser does not; else anything it shows. */
function quoteOf(winner: Found, loser: Found): string | undefined {
  const own = [...winner.quotes].find(([id]) => !loser.quotes.has(id));
  return own?.[1] ?? [...winner.quotes.values()][0];
}

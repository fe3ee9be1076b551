import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import { pairBattery, type PairBattery } from './pair-battery.js';
import type { PairJudge, Preference } from './pair-case.js';
import { scorePairs, type PairScore } from './score-pairs.js';

export interface PairCheckOptions {
  readonly battery?: PairBattery | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PairReport extends PairScore {
  readonly battery: Pick<PairBattery, 'version' | 'digest'> & { readonly cases: number };
  /** Of a panel: how each of its judges did alone. It is fit only where all of them are. */
  readonly members?: readonly (PairScore & { readonly model: string; readonly url: string })[] | undefined;
}

interface CheckedJudge extends PairJudge {
  readonly members?: readonly (PairJudge & Identified)[] | undefined;
}

interface Identified {
  readonly identity: { readonly model: string; readonly url: string };
}

/** Pairs under way at once; the judge has its own limit on requests. */
const concurrency = 16;

/** Puts the battery of pairs to a judge, to each of a panel alone. Rejects only with the signal's reason. */
export async function checkPairs(
  judge: CheckedJudge,
  { battery = pairBattery, signal }: PairCheckOptions = {},
): Promise<PairReport> {
  const { version, digest, cases } = battery;
  if (signal !== undefined) setMaxListeners(0, signal);
  const limit = pLimit(concurrency);
  const scoreOf = async (each: PairJudge): Promise<PairScore> => {
    const preferences = await Promise.all(
      cases.map(({ pair }) =>
        limit((): Promise<Preference> => {
          signal?.throwIfAborted();
          return each.prefer(pair, signal);
        }),
      ),
    );
    return scorePairs(cases, preferences);
  };
  const about = { version, digest, cases: cases.length };
  const { members } = judge;
  if (members === undefined) return { battery: about, ...(await scoreOf(judge)) };
  const scores = await Promise.all(
    members.map(async (member) => {
      const { model, url } = member.identity;
      return { model, url, ...(await scoreOf(member)) };
    }),
  );
  return { battery: about, ...worstOf(scores), members: scores };
}

/** A panel is as fit as the least of its judges. */
function worstOf(scores: readonly PairScore[]): PairScore {
  const [first, ...others] = scores;
  if (first === undefined) throw new RangeError('a panel has judges');
  return others.reduce<PairScore>(
    (worst, score) => ({
      isFit: worst.isFit && score.isFit,
      right: Math.min(worst.right, score.right),
      reversed: [...new Set([...worst.reversed, ...score.reversed])],
      attacks: {
        tried: worst.attacks.tried,
        passed: [...new Set([...worst.attacks.passed, ...score.attacks.passed])],
      },
      consistent: Math.min(worst.consistent, score.consistent),
      unanswered: Math.max(worst.unanswered, score.unanswered),
      missed: [...new Set([...worst.missed, ...score.missed])],
    }),
    first,
  );
}

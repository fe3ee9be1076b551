import { groupBy } from '../lib/group-by.js';
import { signTest } from '../stats/sign-test.js';
import { wilsonInterval } from '../stats/wilson-interval.js';
import type { JudgedPair, Pairwise } from './pairwise.js';

const significance = 0.05;

/**
 * Wins, ties and losses of the candidate, and what they prove. The test counts clusters (`clusterOf`: templates with what
 * is tied to them), each for whom more of its pairs prefer, as repeats of a task and variants of a template go together.
 */
export function countPairs(
  pairs: readonly JudgedPair[],
  clusterOf: (taskId: string) => number | string,
): Omit<Pairwise, 'judge' | 'pairs'> {
  const counted = pairs.filter(({ outcome }) => outcome !== 'not_counted');
  const asked = counted.filter(({ isAsked }) => isAsked);
  const ofClusters = [...groupBy(counted, ({ taskId }) => clusterOf(taskId)).values()].map(sideOf);
  const clusters = countOutcomes(ofClusters);
  const { win, loss } = clusters;
  const p = signTest(win, loss);
  return {
    attempts: {
      ...countOutcomes(counted.map(({ outcome }) => outcome)),
      notCounted: pairs.length - counted.length,
      unasked: pairs.filter(({ isAsked }) => !isAsked).length,
    },
    consistent: asked.length === 0 ? null : asked.filter(isConsistent).length / asked.length,
    clusters,
    share: win + loss === 0 ? null : win / (win + loss),
    interval: wilsonInterval(win, win + loss) ?? null,
    p,
    verdict: p >= significance ? 'undecided' : win > loss ? 'candidate' : 'base',
  };
}

function sideOf(pairs: readonly JudgedPair[]): JudgedPair['outcome'] {
  const { win, loss } = countOutcomes(pairs.map(({ outcome }) => outcome));
  if (win === loss) return 'tie';
  return win > loss ? 'win' : 'loss';
}

function countOutcomes(outcomes: readonly JudgedPair['outcome'][]): Pairwise['clusters'] {
  const count = (wanted: JudgedPair['outcome']) => outcomes.filter((outcome) => outcome === wanted).length;
  return { win: count('win'), tie: count('tie'), loss: count('loss') };
}

/** Of a panel each judge names two in turn, one for each order. */
function isConsistent({ orders }: JudgedPair): boolean {
  return orders.every((named, at) => at % 2 === 0 || named === orders[at - 1]);
}

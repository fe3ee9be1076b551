import { groupBy } from '../lib/group-by.js';
import type { RunResult, TaskRow } from '../results/run-result.js';
import { janusComposite } from '../scoring/profile.js';
import { fewestClusters } from '../stats/cluster-bootstrap.js';

/** Why a composite has no interval, for a line beside it; empty where it has one, or there is no composite. */
export function noIntervalNote({ scores: { composite }, tasks }: RunResult): string {
  if (composite?.low !== null) return '';
  const { fewestTasks } = janusComposite.interval;
  const categories = [...groupBy(countedTasks(tasks), ({ category }) => category).values()];
  const fewest = Math.min(...categories.map(({ length }) => length));
  if (fewest < fewestTasks) return `a category has ${fewest} of the ${fewestTasks} tasks it takes`;
  if (categories.some((own) => clusterCount(own) < fewestClusters))
    return `a category has under ${fewestClusters} independent tasks`;
  return 'the tasks show no spread';
}

function countedTasks(tasks: readonly TaskRow[]): readonly TaskRow[] {
  return tasks.filter(({ counted }) => counted > 0);
}

/** Tasks of one template, and the two of a pair, are one draw; such ties chain. */
function clusterCount(tasks: readonly TaskRow[]): number {
  let clusters: ReadonlySet<string>[] = [];
  for (const { template, pair } of tasks) {
    const ties = [`template ${template}`, ...(pair === null ? [] : [`pair ${pair}`])];
    const tied = clusters.filter((cluster) => ties.some((tie) => cluster.has(tie)));
    const others = clusters.filter((cluster) => !tied.includes(cluster));
    clusters = [...others, new Set([...ties, ...tied.flatMap((cluster) => [...cluster])])];
  }
  return clusters.length;
}

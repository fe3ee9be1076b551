import type { Rng } from '../lib/rng.js';
import { studentisedIntervals, type Statistic } from './cluster-bootstrap.js';
import type { Interval } from './interval.js';

/** How two raters answered yes or no to the same things; counts. */
export interface YesNoTable {
  readonly bothYes: number;
  /** The first says yes, the second no. */
  readonly firstOnly: number;
  readonly secondOnly: number;
  readonly bothNo: number;
}

/** Share of things on which both agree, 0 to 1. Undefined: nothing was rated. */
export function agreedShare({ bothYes, firstOnly, secondOnly, bothNo }: YesNoTable): number | undefined {
  const all = bothYes + firstOnly + secondOnly + bothNo;
  return all === 0 ? undefined : (bothYes + bothNo) / all;
}

/**
 * Agreement beyond chance (Cohen 1960): kappa = (po - pe) / (1 - pe), where po is the share agreed on and
 * pe = p1 p2 + (1 - p1)(1 - p2) what raters who say yes at the rates p1 and p2 would agree on by chance. 1 is complete
 * agreement, 0 chance, below 0 worse than chance. Undefined: nothing was rated, or both always say the same one word.
 */
export function cohenKappa(table: YesNoTable): number | undefined {
  const { bothYes, firstOnly, secondOnly, bothNo } = table;
  const all = bothYes + firstOnly + secondOnly + bothNo;
  const agreed = agreedShare(table);
  if (agreed === undefined) return undefined;
  const first = (bothYes + firstOnly) / all;
  const second = (bothYes + secondOnly) / all;
  const byChance = first * second + (1 - first) * (1 - second);
  return byChance === 1 ? undefined : (agreed - byChance) / (1 - byChance);
}

/** Fewer replicates make the ends of an interval jump from seed to seed. */
const replicates = 2_000;

export interface AgreementIntervals {
  readonly agreed: Interval | undefined;
  readonly kappa: Interval | undefined;
}

/**
 * 95 % intervals by the studentised bootstrap over clusters (`studentisedIntervals`), one table each: answers of one
 * cluster are drawn together, as they tend to go wrong together. Cut to what is possible: 0 to 1, and -1 to 1.
 * Undefined: under three clusters, or no spread (two raters who never disagreed).
 */
export function agreementIntervals(clusters: readonly YesNoTable[], rng: Rng): AgreementIntervals {
  const [agreed, kappa] = studentisedIntervals({
    strata: [clusters.length],
    statistic: statisticOf(clusters),
    outputs: 2,
    rng,
    replicates,
  });
  return { agreed: cut(agreed, 0), kappa: cut(kappa, -1) };
}

function cut(interval: Interval | undefined, least: number): Interval | undefined {
  return interval === undefined
    ? undefined
    : { low: Math.max(least, interval.low), high: Math.min(1, interval.high) };
}

function statisticOf(clusters: readonly YesNoTable[]): Statistic {
  let sum = emptyTable;
  const write = (table: YesNoTable, out: Float64Array) => {
    out[0] = agreedShare(table) ?? NaN;
    out[1] = cohenKappa(table) ?? NaN;
  };
  return {
    of: (copies, out) => {
      sum = clusters.reduce((total, table, at) => plus(total, table, copies[at] ?? 0), emptyTable);
      write(sum, out);
    },
    without: (cluster, out) => write(plus(sum, clusters[cluster] ?? emptyTable, -1), out),
  };
}

export const emptyTable: YesNoTable = { bothYes: 0, firstOnly: 0, secondOnly: 0, bothNo: 0 };

/** `left` and `times` times `right`. */
export function plus(left: YesNoTable, right: YesNoTable, times = 1): YesNoTable {
  return {
    bothYes: left.bothYes + times * right.bothYes,
    firstOnly: left.firstOnly + times * right.firstOnly,
    secondOnly: left.secondOnly + times * right.secondOnly,
    bothNo: left.bothNo + times * right.bothNo,
  };
}

import type { Comparison, Finding } from '../compare/comparison.js';
import { inert } from '../lib/inert.js';
import { holm } from '../stats/holm.js';
import { formatP, formatSize, isVisible } from './comparison-words.js';
import { counted } from './words.js';

export interface Headline {
  readonly text: string;
  readonly level: 'good' | 'warn' | 'bad';
}

/** The outcome in one or two sentences: what regressed, what improved, and what could not have been seen. */
export function headlineOf({ obstacles, tasks, findings }: Comparison): Headline {
  if (obstacles.length > 0)
    return { text: `Not comparable: ${counted(obstacles.length, 'reason')}.`, level: 'bad' };
  if (tasks.compared === 0)
    return { text: 'Nothing was compared: no task was counted in both runs.', level: 'bad' };
  const regressed = findings.filter(({ verdict }) => verdict === 'regressed');
  const improved = findings.filter(({ verdict }) => verdict === 'improved');
  const alsoImproved = improved.length === 0 ? '' : ` Improved: ${listed(improved)}.`;
  if (regressed.length === 0) {
    return {
      text: `No regression found${unseen(findings)}.${alsoImproved}`,
      level: improved.length > 0 || findings.some(({ verdict }) => verdict === 'not_worse') ? 'good' : 'warn',
    };
  }
  return {
    text: `Regressed: ${listed(regressed)}.${luck(findings, regressed)}${alsoImproved}`,
    level: 'bad',
  };
}

const named = 4;

function listed(findings: readonly Finding[]): string {
  const phrases = findings
    .slice(0, named)
    .map((finding) => `${inert(finding.label, 40)} by ${formatSize(finding.effect ?? 0, finding)}`);
  const more = findings.length - phrases.length;
  return [...phrases, ...(more > 0 ? [`${more} more`] : [])].join(', ').replace(/, ([^,]*)$/u, ' and $1');
}

/** Twenty lines at one in twenty each: one of them is expected to cry wolf. */
function luck(findings: readonly Finding[], regressed: readonly Finding[]): string {
  const tested = findings.filter(({ pWorse }) => pWorse !== null);
  const adjusted = holm(tested.map(({ pWorse }) => pWorse ?? 1));
  const least = Math.min(...regressed.map((finding) => adjusted[tested.indexOf(finding)] ?? 1));
  if (least < 0.05) return '';
  return ` With ${tested.length} lines looked at, that much happens by luck too (Holm-adjusted p ${formatP(least)}).`;
}

/** Of the first of these that was measured. */
const mostAsked = ['quality', 'composite'];

function unseen(findings: readonly Finding[]): string {
  const known = findings.filter(({ effect }) => effect !== null);
  const finding = mostAsked.flatMap((key) => known.find((each) => each.key === key) ?? [])[0] ?? known[0];
  if (finding === undefined) return '; no score could be compared';
  const { label, smallestEffect, interval, clusters, better } = finding;
  const name = inert(label, 40);
  if (smallestEffect !== null) {
    if (!isVisible(smallestEffect, finding)) return `; ${name} is all but the same in every task`;
    const fallen = better === 'higher' ? 'fallen' : 'risen';
    return `; ${name} could have ${fallen} by up to ${formatSize(smallestEffect, finding)} unseen`;
  }
  if (interval?.low === 0 && interval.high === 0) return `; ${name} is the same in every task`;
  return `; ${counted(clusters, 'independent task')} cannot show a change of ${name}`;
}

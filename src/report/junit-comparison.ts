import { inert } from '../lib/inert.js';
import type { ComparisonView, FindingView } from './comparison-view.js';
import { renderJunit, type JunitCase } from './junit.js';
import { targetHost } from './target-host.js';

/**
 * A comparison for CI servers: a test for each line, which fails where it regressed; one that was not measured is
 * skipped. That the two runs can be compared at all is the first test.
 */
export function renderComparisonJunit(view: ComparisonView): string {
  const { comparison, headline, runs, notes } = view;
  const { candidate, base } = comparison;
  const cases = [comparableCase(view), ...view.groups.flatMap(({ title, rows }) => rows.map(caseIn(title)))];
  return renderJunit([
    {
      name: 'janus-bench comparison',
      hostname: targetHost(candidate.target),
      startedAt: candidate.startedAt,
      tookMs: 0,
      properties: { base: base.runId, candidate: candidate.runId, pairing: comparison.pairing },
      cases,
      notes: [
        headline.text,
        ...runs.map(({ role, name, facts }) => `${role}: ${[name, ...facts].join(' · ')}`),
        ...notes,
      ].join('\n'),
    },
  ]);
}

const className = 'janus-bench.comparison';

function comparableCase({ obstacles, comparison }: ComparisonView): JunitCase {
  const nothing = obstacles.length === 0 && comparison.tasks.compared === 0;
  const reasons = nothing ? ['no task was counted in both runs'] : obstacles;
  return {
    className,
    name: 'the two runs can be compared',
    tookMs: 0,
    problem:
      reasons.length === 0
        ? undefined
        : {
            kind: 'error',
            type: 'incomparable',
            message: inert(reasons.join(' '), 500),
            text: reasons.join('\n'),
          },
  };
}

function caseIn(title: string) {
  return ({
    label,
    verdict,
    level,
    base,
    candidate,
    change,
    interval,
    p,
    smallest,
  }: FindingView): JunitCase => {
    const text = [
      `base ${base}, candidate ${candidate}, change ${change}`,
      ...(interval === '' ? [] : [`95 % interval ${interval}`]),
      ...(p === '' ? [] : [`p ${p}`]),
      ...(smallest === '' ? [] : [`smallest change that would have been seen: ${smallest}`]),
    ].join('\n');
    const isUnmeasured = verdict === 'not measured';
    const kind = level === 'bad' ? 'failure' : isUnmeasured ? 'skipped' : undefined;
    return {
      className,
      name: `${title}: ${label}`,
      tookMs: 0,
      problem:
        kind === undefined ? undefined : { kind, type: 'regressed', message: `${verdict}: ${change}`, text },
    };
  };
}

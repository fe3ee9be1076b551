import type { ComparisonView } from './comparison-view.js';
import type { Annotation, GithubReport } from './github.js';

/** A comparison for GitHub Actions; `markdown`: the comparison's own page. */
export function githubComparison(view: ComparisonView, markdown: string): GithubReport {
  return { annotations: annotationsOf(view), markdown, subject: 'comparison' };
}

const levels = { good: 'notice', warn: 'warning', bad: 'error' } as const;

function annotationsOf({ headline, obstacles, groups, flips }: ComparisonView): readonly Annotation[] {
  const regressed = groups.flatMap(({ rows }) => rows.filter(({ level }) => level === 'bad'));
  return [
    { level: levels[headline.level], title: 'janus-bench comparison', text: headline.text },
    ...obstacles.map((text): Annotation => ({ level: 'error', title: 'not comparable', text })),
    ...regressed.map(({ label, verdict, base, candidate, change }): Annotation => ({
      level: 'error',
      title: `${label} ${verdict}`,
      text: `${base} to ${candidate}, ${change}`,
    })),
    ...flips
      .filter(({ change }) => change === 'lost')
      .map(({ taskId, base, candidate }): Annotation => ({
        level: 'warning',
        title: `${taskId} was lost`,
        text: `right in ${base} before, in ${candidate} now`,
      })),
  ];
}

import { renderGateMarkdown } from './gate-markdown.js';
import type { GateView } from './gate-view.js';
import type { GithubReport } from './github.js';

const levels = { pass: 'notice', inconclusive: 'warning', fail: 'error' } as const;

/** A gate's decision for GitHub Actions: the outcome first, then what `rest` tells of the run. */
export function githubGate(view: GateView, rest: GithubReport): GithubReport {
  const { decision, headline, failures, next } = view;
  return {
    ...rest,
    annotations: [
      {
        level: levels[decision.outcome],
        title: headline.text,
        text: [...failures, ...next].join(' ') || headline.text,
      },
      ...rest.annotations,
    ],
    markdown: `${renderGateMarkdown(view)}\n${rest.markdown}`,
  };
}

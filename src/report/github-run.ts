import type { Annotation, GithubReport } from './github.js';
import { renderMarkdown } from './markdown.js';
import type { View } from './view.js';

/** A run for GitHub Actions: the score as a notice, what spoils the run as an error, what went wrong as warnings. */
export function githubRun(view: View): GithubReport {
  return {
    annotations: annotationsOf(view),
    markdown: renderMarkdown(view),
    subject: view.result.suite.name,
  };
}

function annotationsOf({ suite, composite, answers, notices, worst }: View): readonly Annotation[] {
  const interval = composite.interval === '' ? '' : ` (${composite.interval})`;
  return [
    {
      level: 'notice',
      title: `${suite}: composite ${composite.value}${interval}`,
      text: [answers.right, ...answers.others].join(', '),
    },
    ...notices.map(({ level, text }): Annotation => ({
      level: ({ bad: 'error', warn: 'warning', note: 'notice' } as const)[level],
      title: suite,
      text,
    })),
    ...worst.map(({ attemptId, what, often, reason }): Annotation => ({
      level: 'warning',
      title: `${attemptId}: ${what}${often === '' ? '' : `, ${often}`}`,
      text: reason === '' ? what : reason,
    })),
  ];
}

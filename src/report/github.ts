import { inert } from '../lib/inert.js';

/** What GitHub Actions shows of one step. */
export interface GithubReport {
  /** Beside the job's name and in its log. */
  readonly annotations: readonly Annotation[];
  /** Markdown for the job's summary page and for a comment. */
  readonly markdown: string;
  /** Names what the comment is about, so that the next run replaces it: `public/dev`. */
  readonly subject: string;
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly text: string;
}

/** GitHub shows ten of a level in a step, and drops the rest silently. */
const shownOfLevel = 10;
const longestText = 1_000;

/** Workflow commands, one a line; of more than ten of a level the last line says how many there are besides. */
export function renderAnnotations(annotations: readonly Annotation[]): string {
  return (['error', 'warning', 'notice'] as const)
    .flatMap((level) =>
      bounded(
        level,
        annotations.filter((each) => each.level === level),
      ),
    )
    .map(
      ({ level, title, text }) =>
        `::${level} title=${property(inert(title, 200))}::${data(inert(text, longestText))}\n`,
    )
    .join('');
}

function bounded(level: Annotation['level'], all: readonly Annotation[]): readonly Annotation[] {
  if (all.length <= shownOfLevel) return all;
  const shown = all.slice(0, shownOfLevel - 1);
  const rest = all.length - shown.length;
  return [...shown, { level, title: `and ${rest} more`, text: 'The summary of this job shows them.' }];
}

/**
 * A text for people without what the log of GitHub Actions would take for a command: a line that begins with `::`, and
 * `##[` anywhere. An answer may hold either.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^([^\S\n]*):(?=:)/gmu, '$1: ').replaceAll('##[', '## [');
}

/** A command ends at its line; percent is the escape's own sign. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** Commas part properties, and a colon ends them. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

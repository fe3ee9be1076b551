import { inert } from '../../lib/inert.js';
import type { RunResult } from '../../results/run-result.js';
import { judgedAttempts } from '../answer-kind.js';
import type { View } from '../view.js';
import { detailsPerBlock, type DetailBlocks } from './detail-blocks.js';
import type { KindWord, PageRows } from './page-data.js';

/** Every attempt as columns: about 100 bytes each. */
export function attemptRows(view: View, details: DetailBlocks | undefined): PageRows {
  const { result } = view;
  const { attempts, tasks } = result;
  const categoryOf = new Map(tasks.map(({ id, category }) => [id, inert(category, 40)]));
  const words = openWords();
  const kinds = kindWords(view);
  const isPrivate = result.suite.visibility === 'private';
  return {
    id: attempts.map(({ attemptId }) => inert(attemptId, 80)),
    category: attempts.map(({ taskId }) => words.category.indexOf(categoryOf.get(taskId) ?? '')),
    kind: judgedAttempts(result).map(({ kind }) => words.kind.indexOf(kind)),
    verdict: attempts.map(({ verdict }) => words.verdict.indexOf(verdict.replace('_', '/'))),
    outcome: attempts.map(({ outcome, error }) => words.outcome.indexOf(plain(error ?? outcome))),
    flags: attempts.map(({ flags }) => flags.map((flag) => words.flags.indexOf(inert(plain(flag), 40)))),
    quality: attempts.map(({ quality }) => quality),
    ...measuredColumns(attempts),
    reason: attempts.map(({ reason }) => (isPrivate ? '' : inert(reason, 240))),
    details: attempts.map(({ attemptId }) => details?.places.get(attemptId) ?? -1),
    words: {
      category: words.category.all,
      kind: words.kind.all.map((kind) => kinds.get(kind) ?? { text: kind, level: 'bad' }),
      verdict: words.verdict.all,
      outcome: words.outcome.all,
      flags: words.flags.all,
    },
    detailsPerBlock,
    noDetails: noDetailsNote(details),
  };
}

function measuredColumns(attempts: RunResult['attempts']) {
  return {
    ttftMs: attempts.map(({ ttftMs }) => ttftMs),
    lifecycleMs: attempts.map(({ lifecycleMs }) => lifecycleMs),
    maxGapMs: attempts.map(({ maxGapMs }) => maxGapMs),
    completionTokens: attempts.map(({ completionTokens }) => completionTokens),
    costUsd: attempts.map(({ costUsd }) => costUsd),
  };
}

function noDetailsNote(details: DetailBlocks | undefined): string {
  if (details === undefined) {
    return 'This page was made from the result alone. Transcript and waterfall are in the journal (attempts.jsonl) of the run folder.';
  }
  return details.isCut
    ? 'There was more than one page should hold, so this attempt has only its line here. It is in the journal.'
    : 'The journal has no line of this attempt.';
}

function kindWords({ failures }: View): ReadonlyMap<string, KindWord> {
  const bad = failures.map(({ kind, meaning }): [string, KindWord] => [
    kind,
    { text: meaning, level: kind === 'partial' || kind === 'not_graded' ? 'warn' : 'bad' },
  ]);
  return new Map([['right', { text: 'right', level: 'good' }], ...bad]);
}

function plain(word: string): string {
  return word.replaceAll('_', ' ');
}

/** Word lists that grow as words are met. */
function openWords() {
  const list = () => {
    const indexes = new Map<string, number>();
    const all: string[] = [];
    const indexOf = (word: string): number => {
      const known = indexes.get(word);
      if (known !== undefined) return known;
      indexes.set(word, all.length);
      return all.push(word) - 1;
    };
    return { all: all as readonly string[], indexOf };
  };
  return { category: list(), kind: list(), verdict: list(), outcome: list(), flags: list() };
}

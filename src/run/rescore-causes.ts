import { canonicalJson } from '../lib/canonical-json.js';
import type { AttemptRecord } from '../results/attempt-record.js';
import type { RunHeader } from '../results/run-header.js';

/** What is different between a run and its rescoring, one sentence each; undefined: it is the same. */
export interface RunChanges {
  readonly suite: string | undefined;
  readonly judge: string | undefined;
  readonly profile: string | undefined;
  readonly version: string | undefined;
}

type Compared = Pick<RunHeader, 'suite' | 'judge' | 'profile' | 'version'>;

export function changesBetween(before: Compared, now: Compared): RunChanges {
  return {
    suite: changed('suite', suiteName(before), suiteName(now)),
    judge: changed('judge', judgeName(before, now), judgeName(now, before)),
    profile: changed('score profile', profileName(before), profileName(now)),
    version: changed('version of janus-bench', before.version, now.version),
  };
}

function changed(what: string, before: string, now: string): string | undefined {
  return before === now ? undefined : `the ${what} changed: ${before} → ${now}`;
}

function suiteName({ suite: { name, version, digest } }: Compared): string {
  return `${name} ${version} (${digest.slice(0, 12)})`;
}

/** Model, place and prompt, and how it was asked as far as both runs say so. */
function judgeName({ judge }: Compared, { judge: other }: Compared): string {
  if (judge === null) return 'none';
  const { model, url, promptSha256, settings = {} } = judge;
  const differing = Object.entries(askedNames).filter(([key]) => {
    const [mine, theirs] = [settings[key], other?.settings?.[key]];
    return mine !== undefined && theirs !== undefined && canonicalJson(mine) !== canonicalJson(theirs);
  });
  const asked = differing.map(([key, name]) => `, ${name} ${canonicalJson(settings[key] ?? null)}`);
  return `${model} at ${url} (prompt ${promptSha256.slice(0, 12)}${asked.join('')})`;
}

/** Settings of a judge that its verdicts hang on. */
const askedNames: Readonly<Record<string, string>> = {
  temperature: 'temperature',
  maxTokens: 'max tokens',
  seed: 'seed',
  votes: 'votes',
  votesOnDisagreement: 'votes on disagreement',
  asksPerVote: 'asks a vote',
};

function profileName({ profile: { id, version, digest } }: Compared): string {
  return `${id} ${version} (${digest.slice(0, 12)})`;
}

type Criterion = AttemptRecord['grade']['criteria'][number];

/** Why an attempt came to something else, one sentence each; none of them quotes what was asked or answered. */
export function causesOf(
  before: AttemptRecord,
  after: AttemptRecord,
  { suite, judge, version }: RunChanges,
): readonly string[] {
  if (after.outcome.status === 'n_a') return [after.outcome.detail];
  if (before.outcome.status !== after.outcome.status) return ['it can be graded again'];
  const pairs = pairsOf(before, after);
  const others = pairs.filter(([then, now]) => (now ?? then)?.grader !== 'judge');
  const judged = pairs.filter(([then, now]) => (now ?? then)?.grader === 'judge');
  const causes = [
    ...(judged.length > 0 ? [judgeCause(judged, { suite, judge, version })] : []),
    ...(others.length > 0 || judged.length === 0 ? [graderCause(others, { suite, version })] : []),
  ];
  return [...new Set(causes)];
}

type Pair = readonly [then: Criterion | undefined, now: Criterion | undefined];

/** The criteria, by their place, that came to something else. */
function pairsOf({ grade: before }: AttemptRecord, { grade: after }: AttemptRecord): readonly Pair[] {
  const count = Math.max(before.criteria.length, after.criteria.length);
  return Array.from({ length: count }, (_, index): Pair => [
    before.criteria[index],
    after.criteria[index],
  ]).filter(([then, now]) => JSON.stringify(outcomeOf(then)) !== JSON.stringify(outcomeOf(now)));
}

function outcomeOf(criterion: Criterion | undefined) {
  if (criterion === undefined) return undefined;
  const { grader, weight, gate, verdict, quality, spans } = criterion;
  return { grader, weight, gate, verdict, quality, spans };
}

function judgeCause(
  judged: readonly Pair[],
  { suite, judge, version }: Pick<RunChanges, 'suite' | 'judge' | 'version'>,
): string {
  if (judge !== undefined) return judge;
  if (judged.some(([then]) => then?.fault === 'judge')) return 'the judge had failed, and answered this time';
  if (judged.some(([, now]) => now?.fault === 'judge')) return 'the judge failed this time';
  return suite ?? version ?? 'the same judge decided otherwise';
}

function graderCause(
  others: readonly Pair[],
  { suite, version }: Pick<RunChanges, 'suite' | 'version'>,
): string {
  const names = [...new Set(others.flatMap(([then, now]) => (now ?? then)?.grader ?? []))];
  const graders = names.length === 0 ? 'its graders' : `the ${names.join(', ')} grader`;
  return suite ?? version ?? `${graders} came to something else with the same suite`;
}

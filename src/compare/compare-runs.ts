import { comparedRun, type NamedRun } from './compared-run.js';
import { obstaclesBetween } from './comparability.js';
import { comparisonSchemaVersion, type Comparison } from './comparison.js';
import { notesBetween, notesOfRun } from './comparison-notes.js';
import { findingsOf, type FindingOptions } from './findings.js';
import { flipsOf } from './flips.js';
import { matchTasks } from './match-tasks.js';
import { measuredSides } from './measured-sides.js';
import { spentLevel } from './spent-level.js';

export type { NamedRun } from './compared-run.js';

export type CompareOptions = FindingOptions;

/**
 * Compares two runs (METHODOLOGY section 6). The first of each side is the run; further ones of the same side add attempts
 * to its tasks, and from three runs a side times can be decided. Throws RangeError on a side without a run.
 */
export function compareRuns(
  base: readonly NamedRun[],
  candidate: readonly NamedRun[],
  options: CompareOptions = {},
): Comparison {
  const [then, ...baseRuns] = base;
  const [now, ...candidateRuns] = candidate;
  if (then === undefined || now === undefined) throw new RangeError('a comparison takes a run a side');
  const others = [...baseRuns, now, ...candidateRuns];
  const obstacles = [...new Set(others.flatMap((run) => obstaclesBetween(then, run)))];
  const [ofBase, ofCandidate] = [base.map(({ result }) => result), candidate.map(({ result }) => result)];
  const { compared, ...unmatched } = matchTasks(ofBase, ofCandidate);
  const sides = measuredSides(ofBase, ofCandidate, compared);
  const isSingle = others.length === 1;
  const isComparable = obstacles.length === 0;
  const spent = isSingle ? spentLevel(then.result, now.result) : undefined;
  const level = options.level ?? spent;
  return {
    schema: 'janus-bench/comparison',
    schemaVersion: comparisonSchemaVersion,
    base: comparedRun(then),
    candidate: comparedRun(now),
    baseRuns: baseRuns.map(comparedRun),
    candidateRuns: candidateRuns.map(comparedRun),
    pairing: sides.isInterleaved ? 'interleaved' : 'separate',
    obstacles,
    notes: [
      ...[then, ...others].flatMap(notesOfRun),
      ...notesBetween(then, now),
      ...(spent === undefined ? [] : [sharedLevel(spent)]),
      ...(sides.hasTerms ? [] : [withoutTerms]),
    ],
    findings: isComparable ? findingsOf(sides, { ...options, level }) : [],
    flips: isComparable
      ? flipsOf(isSingle ? compared : matchTasks([then.result], [now.result]).compared)
      : [],
    tasks: { compared: compared.length, ...unmatched },
  };
}

function sharedLevel(level: number): string {
  return `They were measured in turn, with several looks planned: p has to be under ${Number(level.toPrecision(2))} here, so that all looks together keep to 0.05.`;
}

const withoutTerms =
  'Speed, Cost, Streaming and the composite are not compared: a result.json of an older version does not keep what they are made of. With its attempts.jsonl beside it, it would be read from there.';

import type { NamedRun } from './compared-run.js';
import type { Comparison } from './comparison.js';
import { notesOfRun } from './comparison-notes.js';
import { contractBarOf, contractNotes, minimumBars, type ContractFacts } from './gate-absolutes.js';
import { contractBar, type ChangeBars, type MinimumBars } from './gate-bars.js';
import { changeBars, chooseBars, type ChosenBars } from './gate-changes.js';
import {
  gateSchemaVersion,
  type GateBar,
  type GateDecision,
  type GateDoubt,
  type GateFailure,
  type GateOutcome,
} from './gate-decision.js';
import { incomparable, sameAttempts, unanswered, unfitFor } from './gate-failures.js';

export interface GateFacts {
  readonly candidate: NamedRun;
  /** The candidate is about to become the baseline of runs to come. */
  readonly isToBeKept?: boolean | undefined;
  /** Undefined: nothing to compare with, as none is wanted or none is there yet. */
  readonly against:
    | {
        readonly baseline: NamedRun;
        /** Made with the thresholds of `bars`. */
        readonly comparison: Comparison;
      }
    | undefined;
  readonly bars: ChangeBars | undefined;
  readonly minimums: MinimumBars | undefined;
  readonly contract: ContractFacts | undefined;
  readonly strict: boolean;
  /** One-sided; less than 0.05 where several looks share it. */
  readonly level?: number | undefined;
}

/**
 * Pass, fail or inconclusive. Fails where a bar regressed, a least value is not reached, the contract is broken, or where
 * too little was measured for any of this to mean something. Only the bars that are named decide, if any is.
 */
export function decideGate(facts: GateFacts): GateDecision {
  const { candidate, against, strict } = facts;
  const chosen = chosenBars(facts);
  const failures = failuresOf(facts, chosen);
  const doubts = doubtsOf(facts, chosen);
  const bars = [...comparedBars(facts, chosen, failures), ...absoluteBars(facts)];
  const outcome = worst([
    ...bars.map((each) => each.outcome),
    ...(failures.length > 0 ? ['fail' as const] : []),
    ...(doubts.length > 0 ? ['inconclusive' as const] : []),
  ]);
  return {
    ...{ schema: 'janus-bench/gate', schemaVersion: gateSchemaVersion, outcome, strict },
    exitReason: exitReasonOf(outcome, failures, strict),
    baseline: against === undefined ? null : identity(against.baseline),
    candidate: identity(candidate),
    ...{ keptAs: null, failures, doubts, bars, notes: notesOf(facts, chosen) },
    comparison: against?.comparison ?? null,
  };
}

function failuresOf(
  { candidate, against, isToBeKept }: GateFacts,
  chosen: ChosenBars | undefined,
): readonly GateFailure[] {
  const ofCandidate = unfitFor('candidate', candidate);
  if (against === undefined) return [...ofCandidate, ...(isToBeKept === true ? unanswered(candidate) : [])];
  const { baseline } = against;
  const unfit = [...ofCandidate, ...unfitFor('baseline', baseline), ...unanswered(baseline)];
  const failures = [
    ...unfit,
    ...incomparable(against.comparison, unfit.length > 0),
    ...sameAttempts(baseline, candidate),
  ];
  return failures.length === 0 && chosen?.keys.length === 0 ? [noScore] : failures;
}

const noScore: GateFailure = {
  kind: 'bar',
  what: 'nothing was compared: neither run has a score, as whole categories are missing in both',
  fix: 'name a bar that these tasks can decide, like --gate quality/chat, or run the whole suite',
};

function chosenBars({ against, bars, candidate }: GateFacts): ChosenBars | undefined {
  if (against === undefined) return undefined;
  return chooseBars(bars, against.comparison, [against.baseline, candidate]);
}

/** None where the two cannot be compared: a number would only look like a decision. */
function comparedBars(
  { against, level }: GateFacts,
  chosen: ChosenBars | undefined,
  failures: readonly GateFailure[],
): readonly GateBar[] {
  if (against === undefined || chosen === undefined) return [];
  const { comparison } = against;
  const isComparison = comparison.obstacles.length === 0 && comparison.tasks.compared > 0;
  const isMeant = failures.every(({ kind }) => kind === 'bar');
  return isComparison && isMeant ? changeBars(comparison, chosen, level) : [];
}

function absoluteBars({ candidate, minimums = {}, bars, contract }: GateFacts): readonly GateBar[] {
  const { result } = candidate;
  const asksContract = contract !== undefined || bars?.[contractBar] !== undefined;
  return [
    ...minimumBars(minimums, result),
    ...(asksContract ? [contractBarOf(contract, result.target.url)] : []),
  ];
}

/** Tasks that the candidate may leave out and still be held against the whole baseline. */
const mostLeftOut = 0.05;

/** A filter is a user's right, but what it leaves out nobody has looked at. */
function doubtsOf({ against }: GateFacts, chosen: ChosenBars | undefined): readonly GateDoubt[] {
  if (against === undefined || chosen === undefined || against.comparison.tasks.compared === 0) return [];
  const categories = chosen.keys.map((key) => /^quality\/(.+)$/.exec(key)?.[1]);
  const isMeant = (category: string) => categories.some((name) => name === undefined || name === category);
  const meant = against.baseline.result.tasks.filter(({ category }) => isMeant(category));
  const { onlyBase, notCounted } = against.comparison.tasks;
  const [unseen, ungraded] = [new Set(onlyBase), new Set(notCounted)];
  const notRun = meant.filter(({ id }) => unseen.has(id)).length;
  // What the baseline could not count either is no choice of the candidate's.
  const notGraded = meant.filter(({ id, counted }) => counted > 0 && ungraded.has(id)).length;
  if (notRun + notGraded <= mostLeftOut * meant.length) return [];
  const of = `of ${meant.length} tasks of the baseline`;
  const what = [
    ...(notRun === 0 ? [] : [`the candidate did not run ${notRun} ${of}`]),
    ...(notGraded === 0 ? [] : [`no answer of the candidate could be graded in ${notGraded} ${of}`]),
  ];
  return [
    {
      what: what.join(', and '),
      fix: 'run all of them, or name bars of whole categories that were run (quality/CATEGORY)',
    },
  ];
}

function worst(outcomes: readonly GateOutcome[]): GateOutcome {
  return (['fail', 'inconclusive'] as const).find((outcome) => outcomes.includes(outcome)) ?? 'pass';
}

function exitReasonOf(
  outcome: GateOutcome,
  failures: readonly GateFailure[],
  strict: boolean,
): GateDecision['exitReason'] {
  const kinds = ['invalid', 'incomparable'] as const;
  const special = kinds.find((kind) => failures.some((failure) => failure.kind === kind));
  if (special !== undefined) return special;
  return outcome === 'fail' || (outcome === 'inconclusive' && strict) ? 'bar' : 'ok';
}

function identity({ name, result }: NamedRun): { readonly name: string; readonly runId: string } {
  return { name, runId: result.run.id };
}

function notesOf({ against, candidate, contract }: GateFacts, chosen: ChosenBars | undefined): string[] {
  const notes = [...(against?.comparison.notes ?? notesOfRun(candidate))];
  if (chosen?.chosen === 'default') {
    notes.push(
      'No bar was named, so every score that can be decided has one; the deltas and margins are the defaults.',
    );
    if (chosen.undecidable.length > 0) {
      notes.push(
        `Not decided: ${listed(chosen.undecidable)}, made of times, which two separate runs cannot decide; \`janus-bench ab\` or three runs a side can.`,
      );
    }
    if (chosen.unmeasured.length > 0) notes.push(`Measured in neither run: ${listed(chosen.unmeasured)}.`);
  }
  if (against !== undefined) notes.push(...unmatchedNotes(against.comparison));
  notes.push(...contractNotes(contract, candidate.result));
  return notes;
}

function unmatchedNotes({
  tasks: { compared, onlyBase, onlyCandidate, notCounted },
}: Comparison): readonly string[] {
  const parts = [
    ...(onlyBase.length === 0 ? [] : [`${onlyBase.length} only the baseline ran`]),
    ...(onlyCandidate.length === 0 ? [] : [`${onlyCandidate.length} only the candidate ran`]),
    ...(notCounted.length === 0 ? [] : [`${notCounted.length} could not be graded in both`]),
  ];
  return parts.length === 0 ? [] : [`${compared} tasks were compared; nothing is said of ${listed(parts)}.`];
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

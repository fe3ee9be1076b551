import * as z from 'zod';
import { evidenceFinder } from './evidence.js';
import { jsonObjectsIn } from './json-objects.js';
import type { CriterionVerdict, JudgeCriterion, JudgeVerdict } from './judge.js';
import { qualityOf } from './quality.js';
import { visibleText } from './visible-text.js';

/** One judge's finding on every criterion, by criterion id. */
export type Vote = ReadonlyMap<string, CriterionVerdict>;

export type VoteReading =
  { readonly kind: 'vote'; readonly vote: Vote } | { readonly kind: 'unreadable'; readonly reason: string };

export interface AskedAbout {
  readonly candidate: string;
  readonly criterionByLabel: ReadonlyMap<string, JudgeCriterion>;
}

const longestReason = 600;

const replySchema = z.object({
  verdicts: z.array(
    z.object({
      id: z.string(),
      verdict: z
        .string()
        .trim()
        .toLowerCase()
        .pipe(z.enum(['yes', 'no'])),
      quote: z.string().nullish(),
      reason: z.string().nullish(),
    }),
  ),
});
type ReplyVerdict = z.output<typeof replySchema>['verdicts'][number];

/**
 * Reads a judge's reply. Around the object there may be prose or a fence; the object itself must answer every label of
 * this call exactly once. An object a candidate smuggled in cannot: it does not know the labels.
 */
export function readVote(text: string, { candidate, criterionByLabel }: AskedAbout): VoteReading {
  const objects = jsonObjectsIn(text);
  const readings = objects.flatMap((object) => {
    const reply = replySchema.safeParse(object);
    return reply.success && answersAll(reply.data.verdicts, criterionByLabel) ? [reply.data.verdicts] : [];
  });
  const [verdicts, another] = readings;
  if (another !== undefined)
    return { kind: 'unreadable', reason: 'the reply held more than one set of verdicts' };
  if (verdicts === undefined) {
    const what =
      objects.length === 0 ? 'no JSON object' : 'no object that answers every question once with yes or no';
    return { kind: 'unreadable', reason: `the reply held ${what}` };
  }
  const find = evidenceFinder(candidate);
  const vote = new Map<string, CriterionVerdict>();
  for (const verdict of verdicts) {
    const criterion = criterionByLabel.get(verdict.id);
    if (criterion !== undefined) vote.set(criterion.id, verify({ criterion, verdict, find }));
  }
  return { kind: 'vote', vote };
}

function answersAll(verdicts: readonly ReplyVerdict[], labels: ReadonlyMap<string, unknown>): boolean {
  const ids = new Set(verdicts.map(({ id }) => id));
  return (
    verdicts.length === labels.size && ids.size === labels.size && [...ids].every((id) => labels.has(id))
  );
}

/** `present` is met only by a quote we find; `absent` is broken only by a quote we find. A bare claim does neither. */
function verify(claim: {
  readonly criterion: JudgeCriterion;
  readonly verdict: ReplyVerdict;
  readonly find: ReturnType<typeof evidenceFinder>;
}): CriterionVerdict {
  const { criterion, verdict, find } = claim;
  const said = shownReason(verdict.reason);
  const evidence = verdict.verdict === 'yes' ? find(verdict.quote ?? '') : undefined;
  const isUnproven = verdict.verdict === 'yes' && evidence === undefined;
  const met = criterion.kind === 'present' ? evidence !== undefined : evidence === undefined;
  const reason = isUnproven ? `said yes, but its quote is not in the answer: ${said}` : said;
  return { id: criterion.id, met, reason, ...(evidence === undefined ? {} : { evidence }) };
}

/** A judge's reason as it is kept: what a reader can see of it, bounded. */
export function shownReason(reason: string | null | undefined): string {
  return visibleText(reason ?? '')
    .text.trim()
    .slice(0, longestReason);
}

/** Share of criteria on which two votes agree, 0 to 1. */
export function agreement(
  criteria: readonly JudgeCriterion[],
  [first, second]: readonly [Vote, Vote],
): number {
  const agreed = criteria.filter(({ id }) => first.get(id)?.met === second.get(id)?.met);
  return agreed.length / criteria.length;
}

/**
 * Majority per criterion, then `qualityOf`: the judge never names a score. Reason and evidence are
 * those of the first vote on the winning side. Two votes must agree on everything; three always have a majority.
 */
export function combineVotes(
  criteria: readonly JudgeCriterion[],
  votes: readonly [Vote, Vote, ...Vote[]],
): Extract<JudgeVerdict, { kind: 'judged' }> {
  const verdicts = criteria.map((criterion) => majority(criterion, votes));
  const [first, second] = votes;
  return {
    kind: 'judged',
    quality: qualityOf(criteria, verdicts),
    criteria: verdicts,
    votes: votes.length,
    agreement: agreement(criteria, [first, second]),
  };
}

function majority({ id }: JudgeCriterion, votes: readonly Vote[]): CriterionVerdict {
  const cast = votes.flatMap((vote) => vote.get(id) ?? []);
  const yes = cast.filter(({ met }) => met);
  const no = cast.filter(({ met }) => !met);
  const winner = yes.length > no.length ? yes[0] : no[0];
  if (winner === undefined || yes.length === no.length)
    throw new RangeError(`no majority on criterion ${id}`);
  return winner;
}

import * as z from 'zod';
import type { JudgeVerdict } from '../judge/judge.js';
import type { Answer } from './answer.js';
import { defineGrader } from './define-grader.js';
import { failed, faulty, notApplied } from './findings.js';
import type { Finding, Judging } from './grade.js';
import { judgedAnswer, judgedTask } from './judged-answer.js';
import { contentSpan } from './slots.js';

const criterion = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'use lower-case letters, digits and hyphens'),
  kind: z
    .enum(['present', 'absent'])
    .describe('present: met with a quote; absent: met unless a violation is quoted'),
  question: z.string().min(1).max(1_000).describe('a question with yes or no for an answer'),
  weight: z.number().positive().default(1),
});

const spec = z.strictObject({
  reference: z.string().min(1).max(20_000).describe('a right answer, to compare with'),
  criteria: z.array(criterion).min(3).max(8),
  maxChars: z.int().min(100).max(50_000).default(8_000).describe('the judge reads no more of the answer'),
});

export const judge = defineGrader({
  type: 'judge',
  summary:
    'Three to eight yes-or-no criteria that a judge model decides with verbatim evidence. At most a quarter of a suite.',
  spec,
  problems({ criteria, reference, maxChars }) {
    const ids = criteria.map(({ id }) => id);
    const kinds = new Set(criteria.map(({ kind }) => kind));
    return [
      ...(kinds.size < 2 ? ['it needs criteria of both kinds, present and absent'] : []),
      ...ids
        .filter((id, index) => ids.indexOf(id) !== index)
        .map((id) => `the criterion ${id} is there twice`),
      ...(reference.length > maxChars ? ['the reference is longer than `maxChars`'] : []),
    ];
  },
  async grade({ answer, spec: { reference, criteria, maxChars }, services, signal }) {
    // Before the gate: without a judge the criterion applies to no answer, not only to the better ones.
    if (services.judge === undefined) return notApplied('no judge is configured');
    const candidate = judgedAnswer(answer, maxChars);
    if (candidate.kind === 'missing') return failed(candidate.reason);
    const judgeCase = { task: judgedTask(answer), reference, criteria, candidate: candidate.value };
    const verdict = await services.judge.judge(judgeCase, signal);
    return { ...findingOf(answer, verdict), judging: judgingOf(verdict) };
  },
});

function judgingOf(verdict: JudgeVerdict): Judging {
  const use = verdict.use === undefined ? {} : { use: verdict.use };
  if (verdict.kind !== 'judged') return use;
  const { votes, agreement, panel } = verdict;
  return { votes, agreement, ...(panel === undefined ? {} : { panel }), ...use };
}

function findingOf(answer: Answer, verdict: JudgeVerdict): Finding {
  if (verdict.kind === 'judge_fault') return faulty('judge', verdict.reason);
  if (verdict.kind === 'candidate_fault')
    return failed(`the judge could not read the answer: ${verdict.reason}`);
  const { quality } = verdict;
  const parts = verdict.criteria.map(({ id, met, reason, evidence }) => ({
    id,
    met,
    reason,
    ...(evidence === undefined ? {} : { evidence: evidence.quote }),
  }));
  const missed = parts.filter(({ met }) => !met).map(({ id }) => id);
  const reason = missed.length === 0 ? 'every criterion is met' : `not met: ${missed.join(', ')}`;
  const spans = firstEvidence(answer, verdict);
  if (quality >= 0.999) return { verdict: 'pass', quality: 1, reason, spans, parts };
  return { verdict: quality > 0 ? 'partial' : 'fail', quality, reason, fault: 'miner', spans, parts };
}

/** The answer starts where the judge's first evidence for it stands. */
function firstEvidence(answer: Answer, verdict: JudgeVerdict & { kind: 'judged' }) {
  const met = verdict.criteria.filter(({ met: isMet }) => isMet);
  const quotes = (met.length > 0 ? met : verdict.criteria).flatMap(({ evidence }) => evidence ?? []);
  const [first] = quotes.toSorted((left, right) => left.start - right.start);
  return first === undefined
    ? []
    : [contentSpan(answer, { start: first.start, end: first.start + first.quote.length })];
}

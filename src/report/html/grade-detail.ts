import { inert } from '../../lib/inert.js';
import { formatShare } from '../../lib/quantity.js';
import type { AttemptRecord } from '../../results/attempt-record.js';
import { placesOf, type Finding } from './marked-text.js';
import type { CriterionDetail, PartDetail } from './page-data.js';

type Criterion = AttemptRecord['grade']['criteria'][number];

/** How each criterion was decided. `withheld`: the reasons of a private suite, which quote what was asked. */
export function criterionDetail(criterion: Criterion, withheld: boolean): CriterionDetail {
  const { verdict, quality, weight, gate, fault, parts = [] } = criterion;
  return {
    verdict,
    grader: inert(criterion.grader, 40),
    facts: [
      gate ? 'gate' : `weight ${weight}`,
      ...(verdict === 'partial' ? [formatShare(quality)] : []),
      ...(fault === undefined || verdict === 'pass' ? [] : [`fault: ${fault}`]),
    ],
    reason: withheld ? '' : inert(criterion.reason, 1_000),
    parts: withheld ? [] : parts.map(partDetail),
  };
}

function partDetail({ id, met, reason, evidence = '' }: NonNullable<Criterion['parts']>[number]): PartDetail {
  return {
    sign: met === undefined ? 'open' : met ? 'met' : 'missed',
    text: `${inert(id, 60)}: ${inert(reason, 600)}`,
    evidence: inert(evidence, 400),
  };
}

const mostFindings = 40;

/** What the graders pointed at in the content of one exchange. */
export function findingsIn(
  { grade }: AttemptRecord,
  { exchange, content }: { readonly exchange: number; readonly content: string },
): readonly Finding[] {
  return grade.criteria
    .flatMap(({ spans, parts = [] }) => [
      ...spans.flatMap((span): Finding[] =>
        span.in === 'content' && span.exchange === exchange
          ? [{ start: span.start, end: span.end, mark: 'graded' }]
          : [],
      ),
      ...parts.flatMap(({ evidence = '' }) => placesOf(evidence, content)),
    ])
    .slice(0, mostFindings);
}

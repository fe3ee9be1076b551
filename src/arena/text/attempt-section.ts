import { inert } from '../../lib/inert.js';
import { formatBytes, formatMs, formatShare, formatUsd } from '../../lib/quantity.js';
import { counted, formatCount, nothing } from '../../report/words.js';
import type { CohortAttempt, CohortCheckpoint, CohortEvaluation } from '../read/read-cohort.js';
import { nameWords } from './board-words.js';
import { foreignBlock, prettyJson } from './foreign-block.js';
import { formatInstant } from './instant.js';
import type { Cell, PageFact, PagePart, PageSection } from './text-page.js';

/** What one agent did with the case, and what its evaluation found. */
export function attemptSection(attempt: CohortAttempt): PageSection {
  return {
    title: nameWords(attempt.agentName),
    note: `${inert(attempt.agentId, 60)}, version ${inert(attempt.agentVersion, 40)}`,
    parts: [
      { kind: 'facts', facts: attemptFacts(attempt) },
      ...(attempt.outputJson === undefined
        ? []
        : [foreignBlock('Final output', prettyJson(attempt.outputJson))]),
      ...evaluationParts(attempt.evaluation),
    ],
  };
}

const verdictLevels = { pass: 'good', fail: 'bad', n_a: 'warn' } as const;
const verdictWords = { pass: 'pass', fail: 'fail', n_a: 'n/a' } as const;

function verdictFact({ verdict, reasonCode, status }: CohortAttempt): PageFact {
  if (verdict === undefined) return { label: 'Verdict', text: `none yet (${inert(status, 40)})` };
  const reason = reasonCode === undefined ? '' : `: ${inert(reasonCode, 80)}`;
  return { label: 'Verdict', text: verdictWords[verdict] + reason, level: verdictLevels[verdict] };
}

function attemptFacts(attempt: CohortAttempt): readonly PageFact[] {
  const { outcome, isClean, latencyMs, steps, startSkewMs, finalUrl, errorCode, errorMessage } = attempt;
  const skew = startSkewMs === undefined ? '' : ` (start skew ${formatMs(startSkewMs)})`;
  return [
    verdictFact(attempt),
    {
      label: 'Ended',
      text: `${inert(outcome ?? attempt.status, 40)}${isClean === false ? ', unclean' : ''}`,
    },
    { label: 'Started', text: `${formatInstant(attempt.startedAt)}${skew}` },
    { label: 'Latency', text: latencyMs === undefined ? nothing : formatMs(latencyMs) },
    { label: 'Steps', text: steps === undefined ? nothing : formatCount(steps) },
    { label: 'Tokens', text: tokenWords(attempt) },
    { label: 'Cost', text: costWords(attempt) },
    ...(finalUrl === undefined ? [] : [{ label: 'Ended at', text: inert(finalUrl, 300) }]),
    ...(errorCode === undefined && errorMessage === undefined
      ? []
      : [
          {
            label: 'Error',
            text: [errorCode, errorMessage]
              .flatMap((text) => (text === undefined ? [] : [inert(text, 300)]))
              .join(': '),
            level: 'bad' as const,
          },
        ]),
    { label: 'Raw payload', text: payloadWords(attempt) },
    { label: 'Attempt', text: inert(attempt.id, 80) },
  ];
}

function tokenWords({ totalTokens, inputTokens, outputTokens, tokensSource }: CohortAttempt): string {
  if (totalTokens === undefined) return 'unknown';
  const part = (tokens: number | undefined) => (tokens === undefined ? '?' : formatCount(tokens));
  const source = tokensSource === undefined ? '' : `, ${inert(tokensSource, 30)}`;
  return `${formatCount(totalTokens)} (${part(inputTokens)} in, ${part(outputTokens)} out${source})`;
}

function costWords({ costUsd, costSource, priceTable }: CohortAttempt): string {
  if (costUsd === undefined) return 'unknown';
  const table = priceTable === undefined ? '' : ` from prices ${inert(priceTable, 60)}`;
  return `${formatUsd(costUsd)} (${inert(costSource ?? 'source unknown', 30)}${table})`;
}

function payloadWords({ rawPayload }: CohortAttempt): string {
  if (rawPayload === undefined) return 'none kept';
  const { sha256, bytes, isTruncated } = rawPayload;
  const size = bytes === undefined ? '' : `${formatBytes(bytes)}, `;
  return `${size}SHA-256 ${inert(sha256, 64)}${isTruncated ? ', cut off' : ''}`;
}

function evaluationParts(evaluation: CohortEvaluation | undefined): readonly PagePart[] {
  if (evaluation === undefined) return [{ kind: 'text', paragraphs: ['It was not evaluated.'] }];
  const { evalId, state, score, evaluator, evaluatorVersion, polls, checkpoints } = evaluation;
  const by =
    evaluator === undefined ? '' : ` by ${inert(evaluator, 60)} ${inert(evaluatorVersion ?? '', 30)}`;
  const points = score === undefined ? '' : `, score ${formatShare(score)}`;
  return [
    {
      kind: 'facts',
      facts: [
        {
          label: 'Evaluation',
          text: `${inert(evalId, 60)}: ${inert(state, 40)}${by.trimEnd()}${points}, ${counted(polls, 'poll')}`,
        },
      ],
    },
    {
      kind: 'grid',
      caption: 'Checkpoints',
      columns: checkpointColumns,
      rows: checkpoints.map(checkpointCells),
      none: 'The evaluation named no checkpoint.',
    },
  ];
}

const checkpointColumns = [
  { title: 'checkpoint', isNumber: false, rank: 0 },
  { title: 'status', isNumber: false, rank: 0 },
  { title: 'kind', isNumber: false, rank: 4 },
  { title: 'required', isNumber: false, rank: 3 },
  { title: 'weight', isNumber: true, rank: 5 },
  { title: 'expected', isNumber: false, rank: 1 },
  { title: 'actual', isNumber: false, rank: 1 },
  { title: 'message', isNumber: false, rank: 2 },
] as const;

function checkpointCells(checkpoint: CohortCheckpoint): readonly Cell[] {
  const { id, label, kind, isRequired, status, weight, expectedJson, actualJson, message } = checkpoint;
  const level = status === 'pass' ? 'good' : status === 'fail' ? 'bad' : undefined;
  return [
    inert(label, 60) || inert(id, 40),
    { text: inert(status, 30), level },
    inert(kind, 30),
    isRequired ? 'required' : 'optional',
    String(Number(weight.toPrecision(4))),
    inert(expectedJson ?? nothing, 80),
    inert(actualJson ?? nothing, 80),
    inert(message ?? '', 120),
  ];
}

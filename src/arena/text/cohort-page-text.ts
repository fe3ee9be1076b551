import { inert } from '../../lib/inert.js';
import { formatMs } from '../../lib/quantity.js';
import { counted } from '../../report/words.js';
import type { CohortCase, CohortReading } from '../read/read-cohort.js';
import { attemptSection } from './attempt-section.js';
import { stateCell } from './cohort-words.js';
import { eventDataWords } from './event-words.js';
import { foreignBlock, prettyJson } from './foreign-block.js';
import { formatClockTime, formatInstant } from './instant.js';
import type { Cell, PageFact, PageNotice, PageSection, TextPage } from './text-page.js';

/** One cohort: its case, what led up to its start, and each attempt down to the checkpoints. */
export function cohortTextPage(reading: CohortReading): TextPage {
  const { cohort, case: one, attempts } = reading;
  return {
    title: `Cohort ${inert(cohort.id, 80)}`,
    facts: [
      stateCell(cohort).text,
      `case ${inert(cohort.caseId, 60)} v${cohort.caseVersion}`,
      ...(cohort.host === undefined ? [] : [`host ${inert(cohort.host, 80)}`]),
      counted(attempts.length, 'attempt'),
    ],
    notices: noticesOf(reading),
    sections: [
      {
        title: 'Terms',
        note: 'the same for every agent',
        parts: [{ kind: 'facts', facts: termFacts(reading) }],
      },
      caseSection(one),
      sequenceSection(reading),
      ...attempts.map(attemptSection),
    ],
  };
}

function noticesOf({ cohort }: CohortReading): readonly PageNotice[] {
  return [
    ...(cohort.isDegraded
      ? [
          {
            level: 'warn' as const,
            text: 'Degraded: its agents did not all start within 2 s of one another, or the harness failed under one of them.',
          },
        ]
      : []),
    ...(cohort.state === 'aborted'
      ? [{ level: 'bad' as const, text: `Never started: ${inert(cohort.abortReason ?? 'no reason kept')}.` }]
      : []),
  ];
}

function termFacts({ cohort, attempts }: CohortReading): readonly PageFact[] {
  const { queuedAt, nextStartAt, startedAt, endedAt, scaffold, payloadSha256 } = cohort;
  const skews = attempts.flatMap(({ startSkewMs }) => (startSkewMs === undefined ? [] : [startSkewMs]));
  return [
    { label: 'Queued', text: formatInstant(queuedAt) },
    { label: 'Due', text: formatInstant(nextStartAt) },
    { label: 'Started', text: startedAt === undefined ? 'not yet' : formatInstant(startedAt) },
    ...(startedAt === undefined || endedAt === undefined
      ? []
      : [{ label: 'Took', text: formatMs(Math.max(0, endedAt - startedAt)) }]),
    ...(skews.length === 0 ? [] : [{ label: 'Start skew', text: `${formatMs(Math.max(...skews))} at most` }]),
    { label: 'Hard timeout', text: formatMs(cohort.hardTimeoutMs) },
    { label: 'Start floor', text: formatMs(cohort.startFloorMs) },
    {
      label: 'Prompt scaffold',
      text: `${inert(scaffold.id, 60)} v${scaffold.version}, SHA-256 ${inert(scaffold.promptSha256, 64)}`,
    },
    { label: 'Host filter', text: inert(cohort.hostFilter, 200) || 'none' },
    { label: 'Payload SHA-256', text: inert(payloadSha256, 64) },
  ];
}

function caseSection(one: CohortCase | undefined): PageSection {
  if (one === undefined) {
    const paragraphs = ['Its payload was refused, so nothing of it was kept.'];
    return { title: 'Case', note: '', parts: [{ kind: 'text', paragraphs }] };
  }
  return {
    title: 'Case',
    note: `corpus ${inert(one.corpusVersion, 60)}`,
    parts: [
      {
        kind: 'facts',
        facts: [
          { label: 'Entrypoint', text: inert(one.entrypointUrl, 300) },
          { label: 'Domain', text: inert(one.domain, 120) },
          { label: 'First fetched', text: formatInstant(one.firstFetchedAt) },
          ...(one.retiredAt === undefined
            ? []
            : [{ label: 'Retired', text: formatInstant(one.retiredAt), level: 'warn' as const }]),
        ],
      },
      foreignBlock('Task', one.task),
      foreignBlock('Input data', prettyJson(one.inputDataJson)),
      foreignBlock('Output schema', prettyJson(one.outputSchemaJson)),
    ],
  };
}

function sequenceSection({ sequence }: CohortReading): PageSection {
  return {
    title: 'Sequence',
    note: 'up to the start (negative) and after it',
    parts: [
      {
        kind: 'grid',
        caption: 'What happened, in order',
        columns: [
          { title: 'UTC', isNumber: false, rank: 2 },
          { title: 'from start', isNumber: true, rank: 0 },
          { title: 'event', isNumber: false, rank: 0 },
          { title: 'source', isNumber: false, rank: 3 },
          { title: 'details', isNumber: false, rank: 1 },
        ],
        rows: sequence.map(({ at, offsetMs, level, kind, source, data }): readonly Cell[] => [
          formatClockTime(at),
          offsetMs === undefined ? '' : `${offsetMs > 0 ? '+' : ''}${formatMs(offsetMs)}`,
          {
            text: inert(kind, 60),
            level: level === 'alert' ? 'bad' : level === 'warning' ? 'warn' : undefined,
          },
          inert(source, 40),
          eventDataWords(data),
        ]),
        none: 'No event was kept.',
      },
    ],
  };
}

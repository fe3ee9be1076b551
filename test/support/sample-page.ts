import { inflateRawSync } from 'node:zlib';
import type { Comparison } from '../../src/compare/comparison.js';
import type { AttemptDetail, PageRows } from '../../src/report/html/page-data.js';
import type { PageAssets } from '../../src/report/html/page-assets.js';
import { renderHtml } from '../../src/report/html/render-html.js';
import { rngFrom } from '../../src/lib/rng.js';
import { assemble } from '../../src/results/assemble.js';
import type { AttemptRecord } from '../../src/results/attempt-record.js';
import { toView, type View } from '../../src/report/view.js';
import { ordinaryScript, viewOf } from './sample-report.js';
import { sampleRecord, sampleRun, type SampleRun } from './sample-run.js';

/** Stand-ins that need no build. */
export const plainAssets: PageAssets = { script: "'use strict';\n", style: 'body { margin: 0 }\n' };

export interface SamplePage {
  readonly assets?: PageAssets;
  readonly comparison?: Comparison | undefined;
}

const known = new WeakMap<SampleRun, View>();

/** The view of a run, which takes most of a page's time to make. */
export function scoredOnce(run: SampleRun): View {
  const view = known.get(run) ?? viewOf(run);
  known.set(run, view);
  return view;
}

export function pageOf(run: SampleRun, { assets = plainAssets, comparison }: SamplePage = {}): string {
  return renderHtml({ view: scoredOnce(run), details: run, comparison, assets });
}

/** What the page's script would read. */
export function rowsIn(html: string): PageRows {
  return JSON.parse(blockIn(html, 'rows')) as PageRows;
}

export function detailsIn(html: string): readonly AttemptDetail[] {
  return [...html.matchAll(/id="details-(\d+)"/gu)].flatMap(([, number = '']) => {
    const packed = JSON.parse(blockIn(html, `details-${number}`)) as string;
    return JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString()) as AttemptDetail[];
  });
}

export function blockIn(html: string, id: string): string {
  return new RegExp(`<script type="application/json" id="${id}">([^<]*)</script>`, 'u').exec(html)?.[1] ?? '';
}

/** An ordinary run whose first attempt stalls, is kept alive, and is graded by two graders with evidence. */
export function tellingRun(): SampleRun {
  const run = sampleRun({
    tasksPerCategory: 6,
    script: (attempt) =>
      attempt.attemptId === 'chat-1#0'
        ? { quality: 0.75, verdict: 'partial', criteria }
        : ordinaryScript(attempt),
  });
  return { ...run, records: run.records.map((record, index) => (index === 0 ? stalled(record) : record)) };
}

const criteria: AttemptRecord['grade']['criteria'] = [
  {
    grader: 'number',
    weight: 2,
    gate: false,
    verdict: 'pass',
    quality: 1,
    reason: 'found 42',
    spans: [{ exchange: 0, in: 'content', start: 70, end: 72 }],
  },
  {
    grader: 'judge',
    weight: 1,
    gate: false,
    verdict: 'partial',
    quality: 0.5,
    reason: '1 of 2 criteria are met',
    spans: [],
    parts: [
      {
        id: 'names-invoice',
        met: true,
        reason: 'the invoice is named',
        evidence: 'the second invoice was paid',
      },
      { id: 'polite', met: false, reason: 'no greeting' },
    ],
  },
];

/** 2.7 s of silence before its tenth event, with two keep-alives in it. */
function stalled(record: AttemptRecord): AttemptRecord {
  const waitMs = 2_700;
  return {
    ...record,
    exchanges: record.exchanges.map((exchange) => ({
      ...exchange,
      endMs: exchange.endMs + waitMs,
      events: exchange.events.flatMap(([atMs, ...rest], index) => {
        if (index < 9) return [[atMs, ...rest] as const];
        const late = [atMs + waitMs, ...rest] as const;
        if (index > 9) return [late];
        return [
          [atMs + 900, 'keepalive', '', 0, 90, 90, 0] as const,
          [atMs + 1_800, 'keepalive', '', 0, 91, 91, 0] as const,
          late,
        ];
      }),
    })),
  };
}

/** Many attempts without the minutes that scoring them would take: the rows of a small run again and again. */
export function largePage(attempts: number, assets: PageAssets): string {
  const small = sampleRun({ tasksPerCategory: 20, script: ordinaryScript });
  const result = assemble(small, { finishedAt: '2026-01-22T14:36:23.000Z' });
  const rows = Array.from({ length: attempts }, (_, index) => {
    const row = result.attempts[index % result.attempts.length]!;
    const repeat = Math.floor(index / result.attempts.length);
    return { ...row, repeat, attemptId: `${row.taskId}#${repeat}` };
  });
  const records = rows.map(({ attemptId, taskId, repeat }) =>
    sampleRecord({ attemptId, taskId, repeat, category: '' }, { quality: 1, ...saidIn(attemptId) }),
  );
  return renderHtml({
    view: toView({ ...result, attempts: rows }),
    details: { header: small.header, records },
    assets,
  });
}

const vocabulary =
  'the total of a second invoice comes to forty-two because it was paid on Monday and then returned with more detail'.split(
    ' ',
  );

/** About 2,000 characters that no other attempt says, in pieces of six words. */
function saidIn(attemptId: string): { readonly content: string; readonly reasoning: string } {
  const dice = rngFrom('said', attemptId);
  const piece = () => Array.from({ length: 6 }, () => vocabulary[dice.int(vocabulary.length)]).join('-');
  const text = (pieces: number) => Array.from({ length: pieces }, piece).join(' ');
  return { content: `${text(40)}\nANSWER: 42`, reasoning: text(20) };
}

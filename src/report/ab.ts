import * as z from 'zod';
import type { FalseCall } from '../compare/pair-decision.js';
import { gateDecisionSchema, type GateDecision } from '../compare/gate-decision.js';
import { inert } from '../lib/inert.js';
import { wrapText } from '../lib/text-width.js';
import { renderComparisonTable } from './comparison-table.js';
import { toComparisonView } from './comparison-view.js';
import { formatEffect, formatInterval, formatP, verdictWords } from './comparison-words.js';
import { toGateView } from './gate-view.js';
import { openInk, type Ink } from './ink.js';
import { escapeHidden } from './json.js';
import { joinPage, pageColumns, section, type PageOptions } from './page.js';
import { counted } from './words.js';

/** What a pair came to, for a page or as JSON. */
export interface PairReport {
  readonly folders: { readonly a: string; readonly b: string };
  /** With b as the candidate; made at `level`. */
  readonly decision: GateDecision;
  readonly looks: readonly number[];
  readonly look: PairLookFacts;
  /** Of a pair on one target; null: it was not one. */
  readonly falseCalls: readonly FalseCall[] | null;
}

export interface PairLookFacts {
  readonly index: number;
  readonly repeat: number;
  readonly level: number;
}

export const pairReportSchema = z.object({
  schema: z.literal('janus-bench/ab'),
  schemaVersion: z.literal(1),
  folders: z.object({ a: z.string(), b: z.string() }),
  /** Repeats of every planned look; one: there was none before the end. */
  looks: z.array(z.int()),
  /** Where it ended: the one-sided level is what this look may spend of 0.05. */
  look: z.object({ index: z.int(), repeat: z.int(), level: z.number() }),
  /** Of --aa: what one target was called against itself, which 95 of 100 such pairs are without. Null: not --aa. */
  falseCalls: z
    .array(z.object({ key: z.string(), label: z.string(), called: z.enum(['regressed', 'improved']) }))
    .nullable(),
  decision: gateDecisionSchema,
});

/** One JSON object, exact, safe to show. */
export function renderPairJson({ folders, looks, look, falseCalls, decision }: PairReport): string {
  const { index, repeat, level } = look;
  const told = { folders, looks, look: { index, repeat, level }, falseCalls, decision };
  return `${escapeHidden(JSON.stringify({ schema: 'janus-bench/ab', schemaVersion: 1, ...told }, null, 2))}\n`;
}

/** The comparison, and what it comes to. */
export function renderPair(report: PairReport, options: PageOptions): string {
  const { comparison } = report.decision;
  const ink = openInk(options.color);
  const columns = pageColumns(options.columns);
  const table = comparison === null ? '' : renderComparisonTable(toComparisonView(comparison), options);
  const lines = report.falseCalls === null ? decisionLines(report, ink) : sameTargetLines(report, ink);
  return `${table}${joinPage([
    ...section('Decision', lookWords(report), { ink, columns }).slice(1),
    ...lines.flatMap(({ text, paint }) =>
      wrapText(text, columns - 4).map((line, index) => `  ${index === 0 ? '' : '  '}${paint(line)}`),
    ),
    '',
  ])}`;
}

/** One look's numbers: `look 1 of 4, 3 repeats, level 0.0004: Quality -3.2 (-8.1 to 1.7), p 0.11, inconclusive`. */
export function lookLine(
  { looks, look, decision }: Pick<PairReport, 'looks' | 'look' | 'decision'>,
  keys: readonly string[],
): string {
  const findings = (decision.comparison?.findings ?? []).filter(({ key }) => keys.includes(key));
  const numbers = findings.map((finding) => {
    const { label, effect, interval, pWorse, verdict } = finding;
    const change = `${formatEffect(effect, finding)} (${formatInterval(interval, finding)})`;
    return `${inert(label, 40)} ${change}, p ${formatP(pWorse)}, ${verdictWords[verdict]}`;
  });
  const place = `look ${look.index + 1} of ${looks.length}, ${counted(look.repeat, 'repeat')}, level ${levelText(look)}`;
  return `${place}: ${numbers.length === 0 ? 'nothing was compared' : numbers.join('; ')}`;
}

interface Line {
  readonly text: string;
  readonly paint: (text: string) => string;
}

function decisionLines({ decision }: PairReport, ink: Ink): readonly Line[] {
  const { headline, failures, next } = toGateView(decision, { compared: null });
  const paint = { good: ink.good, warn: ink.warn, bad: ink.bad }[headline.level];
  const plain = (text: string) => text;
  return [
    { text: headline.text.replace(/^The gate /, 'b against a: the gate '), paint },
    ...failures.map((text) => ({ text: `! ${text}`, paint: ink.bad })),
    ...next.map((text) => ({ text: `- ${text}`, paint: plain })),
  ];
}

function sameTargetLines({ falseCalls, decision }: PairReport, ink: Ink): readonly Line[] {
  const obstacles = [...decision.failures.map(({ what }) => what)];
  if (obstacles.length > 0)
    return obstacles.map((what) => ({ text: `! ${inert(what, 500)}`, paint: ink.bad }));
  const calls = falseCalls ?? [];
  if (calls.length === 0)
    return [
      {
        text: 'One target against itself: nothing was called regressed or improved, as it should be.',
        paint: ink.good,
      },
    ];
  const named = calls.map(({ label, called }) => `${inert(label, 40)} (${called})`).join(', ');
  return [
    {
      text: `One target against itself, and yet called different: ${named}. That happens by chance in 5 of 100 such pairs; if it happens again, the target answers differently from one request to the next in turn (a cache, a queue), or this machine disturbs it.`,
      paint: ink.bad,
    },
  ];
}

function lookWords({ looks, look }: PairReport): string {
  if (looks.length === 1) return '';
  return `look ${look.index + 1} of ${looks.length}, ${counted(look.repeat, 'repeat')}, level ${levelText(look)}`;
}

function levelText({ level }: PairLookFacts): string {
  return level.toPrecision(2);
}

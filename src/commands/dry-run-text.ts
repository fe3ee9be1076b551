import { inert, inertBlock } from '../lib/inert.js';
import { openInk } from '../report/ink.js';
import { heading, joinPage, labelled, pageColumns } from '../report/page.js';
import { counted } from '../report/words.js';
import type { DryRun } from '../run/dry-run.js';
import { maskedSettings } from '../run/recorded-settings.js';
import type { Settings } from '../run/settings.js';
import { columnsOf, wantsColor, type Io } from './io.js';

/** `--dry-run`: what would be sent, how much of it, and what it may take. */
export function renderDryRun(plan: DryRun, settings: Settings, io: Io): string {
  const columns = pageColumns(columnsOf(io.stdout));
  const ink = openInk(wantsColor(io.stdout, io.env));
  const facts = factsOf(plan, maskedSettings(settings));
  return joinPage([
    ...heading('Dry run', 'nothing was sent', ink).slice(1),
    '',
    ...facts.flatMap(([label, text]) =>
      labelled({ label, text: inert(text, 1000) }, { columns, labelColumns: 13, ink }),
    ),
    ...heading('The first request', 'POST /v1/chat/completions', ink),
    '',
    ...requestLines(plan.firstRequest),
  ]);
}

function factsOf(plan: DryRun, settings: Settings): readonly (readonly [string, string])[] {
  const { attempts, requests, seconds, judgeCalls, costUsdAtTarget, categories } = plan;
  const tasks = categories.reduce((sum, category) => sum + category.tasks, 0);
  return [
    ['target', settings.target ?? ''],
    [
      'suite',
      `${settings.suite}: ${categories.map((category) => `${category.name} ${category.tasks}`).join(', ')}`,
    ],
    [
      'attempts',
      `${attempts} = ${counted(tasks, 'task')} × ${settings.repeat}, ${settings.concurrency} at a time`,
    ],
    ['requests', `${range(requests)}, and ${settings.warmup} to warm up`],
    [
      'time',
      `${roughTime(seconds.atTarget)} for an agent that meets every target, ${roughTime(seconds.atTimeout)} if every attempt runs into its limit`,
    ],
    ['cost', `${costUsdAtTarget.toFixed(3)} reference dollars for an agent that meets every target`],
    [
      'judge calls',
      settings.judgeUrl === undefined ? 'no judge: judged criteria will be n/a' : range(judgeCalls),
    ],
  ];
}

function range({ least, most }: { readonly least: number; readonly most: number }): string {
  return least === most ? String(least) : `${least} to ${most}`;
}

function roughTime(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

function requestLines(request: DryRun['firstRequest']): readonly string[] {
  const { lines } = inertBlock(JSON.stringify(request, shorten, 2), { maxChars: 6000, maxLines: 120 });
  return lines.map((line) => `  ${line}`);
}

function shorten(_key: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > 600
    ? `${value.slice(0, 600)}… (${value.length} characters)`
    : value;
}

import { formatMs, formatShare, formatUsd } from '../../../lib/quantity.js';
import type { AttemptDetail, CriterionDetail, ExchangeDetail, PageRows, PartDetail } from '../page-data.js';
import { element } from './dom.js';
import { transcriptView } from './transcript-view.js';
import { waterfallView } from './waterfall-view.js';

/** What is below the bar of an opened attempt. Undefined: the page has the row alone. */
export function detailView(
  rows: PageRows,
  index: number,
  detail: AttemptDetail | undefined,
): readonly Node[] {
  const reason = detail?.reason ?? rows.reason[index] ?? '';
  const notes = detail?.notes ?? [rows.noDetails];
  return [
    ...(reason === '' ? [] : [element('p', { class: 'because', text: reason })]),
    numberList(rows, index),
    ...flagList(rows, index),
    ...(detail === undefined ? [] : [factLine(detail.facts)]),
    ...notes.map((text) => element('p', { class: 'notice note', text })),
    ...(detail?.exchanges ?? []).flatMap((exchange, place, all) =>
      exchangeView(exchange, all.length === 1 ? '' : ` ${place + 1} of ${all.length}`),
    ),
    ...gradeView(detail?.criteria ?? []),
  ];
}

function numberList(rows: PageRows, index: number): HTMLElement {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Quality', formatShare(rows.quality[index] ?? 0)],
    ['Verdict', rows.words.verdict[rows.verdict[index] ?? -1]],
    ['Outcome', rows.words.outcome[rows.outcome[index] ?? -1]],
    ['TTFT', measured(rows.ttftMs[index], formatMs)],
    ['Lifecycle', measured(rows.lifecycleMs[index], formatMs)],
    ['Longest gap', measured(rows.maxGapMs[index], formatMs)],
    ['Tokens out', measured(rows.completionTokens[index], (count) => count.toLocaleString('en-US'))],
    ['Cost', measured(rows.costUsd[index], formatUsd)],
  ];
  return element(
    'dl',
    { class: 'numbers' },
    facts.flatMap(([label, text]) =>
      text === undefined
        ? []
        : [element('div', {}, [element('dt', { text: label }), element('dd', { text })])],
    ),
  );
}

function measured(value: number | null | undefined, format: (value: number) => string): string | undefined {
  return value === null || value === undefined ? undefined : format(value);
}

function flagList({ flags, words }: PageRows, index: number): readonly Node[] {
  const own = flags[index] ?? [];
  if (own.length === 0) return [];
  const badges = own.map((flag) => element('li', { class: 'badge plain', text: words.flags[flag] ?? '' }));
  return [element('ul', { class: 'badges', set: { 'aria-label': 'Flags' } }, badges)];
}

function factLine(facts: readonly string[]): HTMLElement {
  return element(
    'ul',
    { class: 'facts' },
    facts.map((text) => element('li', { text })),
  );
}

function exchangeView({ facts, waterfall, transcript }: ExchangeDetail, number: string): readonly Node[] {
  return [
    element('h3', { text: `Stream${number}` }),
    waterfallView(waterfall),
    factLine(facts),
    ...(transcript.length === 0
      ? []
      : [element('h3', { text: `Transcript${number}` }), transcriptView(transcript)]),
  ];
}

const verdicts = {
  pass: { sign: '✓', level: 'good', text: 'pass' },
  partial: { sign: '~', level: 'warn', text: 'partial' },
  fail: { sign: '✗', level: 'bad', text: 'fail' },
  n_a: { sign: '·', level: 'plain', text: 'not applied' },
  error: { sign: '!', level: 'bad', text: 'error' },
} as const;

function gradeView(criteria: readonly CriterionDetail[]): readonly Node[] {
  if (criteria.length === 0) return [];
  const items = criteria.map(({ verdict, grader, facts, reason, parts }) => {
    const { sign, level, text } = verdicts[verdict];
    return element('li', { class: 'criterion' }, [
      element('p', {}, [
        element('span', { class: `kind ${level}`, text: `${sign} ${text}` }),
        element('strong', { text: ` ${grader} ` }),
        element('span', { class: 'quiet', text: facts.join(' · ') }),
      ]),
      ...(reason === '' ? [] : [element('p', { text: reason })]),
      ...(parts.length === 0 ? [] : [element('ul', { class: 'parts' }, parts.map(partItem))]),
    ]);
  });
  return [element('h3', { text: 'Grade' }), element('ul', { class: 'criteria' }, items)];
}

const partSigns = {
  met: { sign: '✓', level: 'good', text: 'met' },
  missed: { sign: '✗', level: 'bad', text: 'not met' },
  open: { sign: '·', level: 'plain', text: 'not decided' },
} as const;

function partItem({ sign, text, evidence }: PartDetail): HTMLElement {
  const look = partSigns[sign];
  return element('li', {}, [
    element('span', { class: `kind ${look.level}`, text: look.sign, set: { 'aria-hidden': 'true' } }),
    element('span', { class: 'unseen', text: `${look.text}: ` }),
    element('span', { text: ` ${text}` }),
    ...(evidence === '' ? [] : [element('q', { class: 'evidence', text: evidence })]),
  ]);
}

import { inert } from '../../lib/inert.js';
import { formatMs, formatShare, formatUsd } from '../../lib/quantity.js';
import { sparkline } from '../../lib/sparkline.js';
import { formatCount, nothing } from '../../report/words.js';
import type { Distribution } from '../read/distribution.js';
import type { AgentStats, StatsReading, Tallied } from '../read/read-stats.js';
import { nameWords, windowWords } from './board-words.js';
import { formatInstant } from './instant.js';
import type { Cell, PageColumn, PageSection, TextPage } from './text-page.js';

/** Raw distributions behind a board. */
export function statsTextPage({ window, host, asOfMs, agents }: StatsReading): TextPage {
  const tried = agents.filter(({ attempts }) => attempts > 0);
  return {
    title: 'Arena statistics',
    facts: [
      windowWords[window],
      host === undefined ? 'all hosts' : `host ${inert(host, 80)}`,
      `figures of ${formatInstant(asOfMs)}`,
    ],
    notices: [
      {
        level: 'note',
        text: 'Over scored attempts; every quantile is a value that was measured. A time-out counts with its cap.',
      },
    ],
    sections: [
      outcomeSection(agents),
      ...measures.map((measure) => measureSection(measure, tried)),
      reasonSection(tried),
    ],
  };
}

interface Measure {
  readonly title: string;
  readonly of: (agent: AgentStats) => Distribution;
  readonly format: (value: number) => string;
}

const measures: readonly Measure[] = [
  { title: 'Latency', of: ({ latencyMs }) => latencyMs, format: formatMs },
  { title: 'Cost', of: ({ costUsd }) => costUsd, format: formatUsd },
  { title: 'Tokens', of: ({ tokens }) => tokens, format: formatCount },
  { title: 'Steps', of: ({ steps }) => steps, format: formatCount },
];

const outcomeColumns: readonly PageColumn[] = [
  { title: 'agent', isNumber: false, rank: 0 },
  { title: 'success', isNumber: true, rank: 0 },
  { title: '95 %', isNumber: true, rank: 4 },
  { title: 'attempts', isNumber: true, rank: 2 },
  { title: 'pass', isNumber: true, rank: 0 },
  { title: 'fail', isNumber: true, rank: 0 },
  { title: 'n/a', isNumber: true, rank: 1 },
  { title: 'completed', isNumber: true, rank: 3 },
  { title: 'timeout', isNumber: true, rank: 3 },
  { title: 'agent error', isNumber: true, rank: 3 },
  { title: 'invalid output', isNumber: true, rank: 3 },
];

function outcomeSection(agents: readonly AgentStats[]): PageSection {
  const rows = agents.map(({ verdicts, outcomes, ...agent }): readonly Cell[] => [
    nameWords(agent.name),
    agent.successRate === undefined ? nothing : formatShare(agent.successRate),
    agent.success === undefined
      ? nothing
      : `${(agent.success.low * 100).toFixed(1)} to ${(agent.success.high * 100).toFixed(1)}`,
    ...[agent.attempts, verdicts.pass, verdicts.fail, verdicts.n_a].map(formatCount),
    ...[outcomes.completed, outcomes.timeout, outcomes.agent_error, outcomes.invalid_output].map(formatCount),
  ]);
  return {
    title: 'Verdicts and endings',
    note: 'n/a is counted nowhere else',
    parts: [
      {
        kind: 'grid',
        caption: 'Verdicts and endings by agent',
        columns: outcomeColumns,
        rows,
        none: 'No agent is known yet.',
      },
    ],
  };
}

function measureSection({ title, of, format }: Measure, agents: readonly AgentStats[]): PageSection {
  const known = agents.filter((agent) => of(agent).n > 0);
  const quantiles = known[0] === undefined ? [] : of(known[0]).quantiles.map(({ q }) => q);
  return {
    title,
    note: '',
    parts: [
      {
        kind: 'grid',
        caption: `${title} by agent`,
        columns: [
          { title: 'agent', isNumber: false, rank: 0 },
          { title: 'n', isNumber: true, rank: 2 },
          { title: 'least', isNumber: true, rank: 5 },
          ...quantiles.map((q) => ({ title: `p${Math.round(q * 100)}`, isNumber: true, rank: rankOf(q) })),
          { title: 'most', isNumber: true, rank: 5 },
          { title: 'distribution', isNumber: false, rank: 1 },
        ],
        rows: known.map((agent): readonly Cell[] => {
          const { n, min, max, quantiles: values, histogram } = of(agent);
          const value = (each: number | undefined) => (each === undefined ? nothing : format(each));
          return [
            nameWords(agent.name),
            formatCount(n),
            value(min),
            ...values.map((each) => value(each.value)),
            value(max),
            {
              text: sparkline(
                histogram.map(({ count }) => count),
                drawnColumns,
              ),
              isDrawing: true,
            },
          ];
        }),
        none: 'Nothing was measured in this window.',
      },
    ],
  };
}

const drawnColumns = 16;

/** Medians and tails stay longest. */
function rankOf(q: number): number {
  return q === 0.5 || q === 0.95 ? 0 : q === 0.25 || q === 0.75 ? 3 : 4;
}

function reasonSection(agents: readonly AgentStats[]): PageSection {
  const rows = agents.flatMap((agent) => [
    ...tallied(agent, 'n/a', agent.notScoredReasons),
    ...tallied(agent, 'error', agent.errorCodes),
  ]);
  return {
    title: 'Reasons',
    note: '',
    parts: [
      {
        kind: 'grid',
        caption: 'Reasons of n/a and error codes by agent',
        columns: [
          { title: 'agent', isNumber: false, rank: 0 },
          { title: 'of', isNumber: false, rank: 0 },
          { title: 'reason', isNumber: false, rank: 0 },
          { title: 'attempts', isNumber: true, rank: 0 },
        ],
        rows,
        none: 'None: no attempt was n/a, none ended in an error.',
      },
    ],
  };
}

function tallied(agent: AgentStats, of: string, counts: readonly Tallied[]): readonly (readonly Cell[])[] {
  return counts.map(({ value, count }) => [nameWords(agent.name), of, inert(value, 60), formatCount(count)]);
}

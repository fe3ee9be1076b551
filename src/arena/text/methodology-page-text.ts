import { inert } from '../../lib/inert.js';
import { formatMs, formatShare } from '../../lib/quantity.js';
import { counted, formatCount, nothing } from '../../report/words.js';
import type { MethodologyReading } from '../read/read-methodology.js';
import { contractRules } from './contract-rules.js';
import { formatInstant } from './instant.js';
import { metricDefinitions } from './metric-definitions.js';
import { hostWords, ruleFactsOf } from './methodology-words.js';
import type { TextPage } from './text-page.js';

/** One number of the arena: what stands large, and what it is of. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

/** What this arena is, in a few numbers. */
export function arenaFigures(reading: MethodologyReading): readonly Figure[] {
  const { corpus, scoredAttempts, passRate, cadence, agents, hostFilter } = reading;
  const { startFloorMs, hardTimeoutMs } = ruleFactsOf(reading);
  const cycle = cadence.medianCycleMs;
  return [
    {
      label: 'Corpus',
      value: counted(corpus.cases, 'case'),
      note: `${counted(corpus.domains, 'domain')}${corpus.version === undefined ? '' : `, version ${inert(corpus.version, 40)}`}`,
    },
    {
      label: 'Scored attempts',
      value: formatCount(scoredAttempts),
      note: passRate === undefined ? 'none yet' : `all-time pass rate ${formatShare(passRate)}`,
    },
    {
      label: 'Cadence',
      value: cycle === undefined ? nothing : formatMs(cycle),
      note: `${cycle === undefined ? 'no cycle yet; ' : 'median cycle; '}start floor ${formatMs(startFloorMs)}, hard timeout ${formatMs(hardTimeoutMs)}`,
    },
    {
      label: 'Agents',
      value: `${agents.enabled}/${agents.configured}`,
      note: `enabled of configured; ${agents.ranked} ranked`,
    },
    {
      label: 'Selection',
      value: hostFilter.length === 0 ? 'every host' : hostWords(hostFilter),
      note: hostFilter.length === 0 ? 'no host filter' : 'host filter of the newest cohort',
    },
  ];
}

export function arenaFacts(
  { firstSeenAt, lastActivityAt, asOfMs }: MethodologyReading,
  host: string | undefined,
): readonly string[] {
  return [
    host === undefined ? 'all hosts' : `host ${inert(host, 80)}`,
    `first seen ${formatInstant(firstSeenAt)}`,
    `last activity ${formatInstant(lastActivityAt)}`,
    `figures of ${formatInstant(asOfMs)}`,
  ];
}

/** How the arena works, what it measures, and how large it is now. */
export function methodologyTextPage(
  reading: MethodologyReading,
  { host }: { readonly host: string | undefined },
): TextPage {
  return {
    title: 'How the arena works',
    facts: arenaFacts(reading, host),
    notices: [],
    sections: [
      {
        title: 'This arena',
        note: '',
        parts: [
          {
            kind: 'facts',
            facts: arenaFigures(reading).map(({ label, value, note }) => ({
              label,
              text: `${value} (${note})`,
            })),
          },
        ],
      },
      {
        title: 'Execution contract',
        note: 'what holds for every attempt before it reaches the board',
        parts: [
          {
            kind: 'facts',
            facts: contractRules(ruleFactsOf(reading)).map(({ title, text, reference }, index) => ({
              label: `${index + 1}. ${title}`,
              text: `${text} [${reference}]`,
            })),
          },
        ],
      },
      {
        title: 'What the numbers mean',
        note: '',
        parts: [
          { kind: 'facts', facts: metricDefinitions().map(({ term, text }) => ({ label: term, text })) },
        ],
      },
      {
        title: 'What changes as it grows',
        note: '',
        parts: [{ kind: 'text', paragraphs: scaleNotes(reading) }],
      },
    ],
  };
}

/** What may grow without changing what a number means. */
export function scaleNotes({ corpus, agents, hostFilter }: MethodologyReading): readonly string[] {
  return [
    `Corpus: ${counted(corpus.cases, 'case')} of ${counted(corpus.domains, 'domain')} now. More cases widen what is asked; how a case is fetched, frozen, handed in and judged stays the same.`,
    `Selection: ${hostFilter.length === 0 ? 'no host filter' : `only ${hostWords(hostFilter)}`}. Another filter changes which cases are drawn, never how they are scored.`,
    `Agents: ${agents.configured} configured, ${agents.enabled} enabled. One that is switched off, or that has not run yet, stays listed and says so; adding or removing one changes no other's score.`,
    'Figures: sums over whole hours are kept as verdicts come in, so that a board of millions of attempts answers at once; what its figures are of always stands beside it.',
  ];
}

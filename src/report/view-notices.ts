import { inert } from '../lib/inert.js';
import type { RunResult } from '../results/run-result.js';
import { dimensions } from '../scoring/scores.js';
import { counted, formatScore } from './words.js';

export interface Notice {
  readonly level: 'bad' | 'warn' | 'note';
  readonly text: string;
}

/** What is to be read before the numbers. `notes`: what reading the run had to say. */
export function noticesOf(result: RunResult, notes: readonly string[]): readonly Notice[] {
  return [
    ...splitNotices(result),
    ...compositeNotices(result),
    ...validityNotices(result),
    ...bufferedNotices(result),
    ...(notes.length === 0 ? unfinishedNotices(result) : []),
    ...notes.map((note): Notice => ({ level: 'warn', text: inert(note, 600) })),
  ];
}

/** A part must not pass for the whole. */
function splitNotices({ shard, merged }: RunResult): readonly Notice[] {
  const missing = merged?.missing ?? [];
  return [
    ...(shard === undefined
      ? []
      : [
          {
            level: 'warn' as const,
            text: `This is shard ${shard.index} of ${shard.count}: every number is over its tasks alone. Join the shards with: janus-bench merge`,
          },
        ]),
    ...(missing.length === 0
      ? []
      : [
          {
            level: 'bad' as const,
            text: `Merged without shard ${missing.join(', ')} of ${merged?.count ?? 0}: ${missing.length === 1 ? 'its' : 'their'} tasks are missing.`,
          },
        ]),
  ];
}

function compositeNotices({
  status,
  statusReasons,
  renormalised,
  scores,
  run,
}: RunResult): readonly Notice[] {
  if (status === 'complete') return [];
  const why = statusReasons.map((reason): Notice => ({
    level: 'bad',
    text: `No composite: ${inert(reason, 400)}`,
  }));
  if (renormalised !== null) {
    const over = inert(renormalised.over.join(', '));
    const value = formatScore(renormalised.value);
    return [
      ...why,
      { level: 'note', text: `Renormalised over ${over}: ${value}. This is not the composite.` },
    ];
  }
  const isAllowed = run.settings['allowPartial']?.value === true;
  if (!isAllowed || dimensions.some((dimension) => scores[dimension] !== null)) return why;
  return [
    ...why,
    {
      level: 'note',
      text: '--allow-partial changes nothing here: every dimension lacks one of its categories, so none was measured.',
    },
  ];
}

function validityNotices({ validity: { status, reasons }, attempts }: RunResult): readonly Notice[] {
  if (status === 'valid') return [];
  const advice =
    attempts.length === 0
      ? ''
      : '. Close other programs and run again; janus-bench doctor checks this machine.';
  return [
    {
      level: status === 'invalid' ? 'bad' : 'warn',
      text: `The measurement is ${status}: ${inert(reasons.join('; '), 600)}${advice}`,
    },
  ];
}

/** Named as soon as it is the rule: then it is the way to the miner, or the miner itself, and not one odd answer. */
function bufferedNotices({ attempts }: RunResult): readonly Notice[] {
  const ok = attempts.filter(({ outcome }) => outcome === 'ok');
  const buffered = ok.filter(({ flags }) => flags.includes('buffered')).length;
  if (buffered === 0 || buffered * 2 < ok.length) return [];
  const text = `Buffered: ${buffered} of ${counted(ok.length, 'answer')} came in lumps after a wait, as if a proxy held the stream back. In nginx: proxy_buffering off, or have the miner send "X-Accel-Buffering: no".`;
  return [{ level: 'warn', text }];
}

function unfinishedNotices({ run, attempts }: RunResult): readonly Notice[] {
  if (run.complete) return [];
  const missing = run.plannedAttempts - attempts.length;
  const planned = counted(run.plannedAttempts, 'attempt');
  return [{ level: 'warn', text: `${missing} of ${planned} missing: the run was not finished.` }];
}

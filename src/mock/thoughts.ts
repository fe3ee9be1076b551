import type { MinerReply } from './miner-reply.js';
import type { Pace, Profile, Work } from './profiles.js';

/** What a profile thinks aloud around a reply that streams: tokens like others, and part of the reported usage. */
export function thinkingOf({ pace }: Profile, { effort }: MinerReply): readonly string[] {
  const { work } = pace;
  return [
    ...(effort?.kind === 'work' && work !== undefined ? workThoughts(work) : []),
    ...plainThoughts(pace),
  ];
}

export function plainThoughts({ reasoningDeltas = 0 }: Pace): readonly string[] {
  return thoughts(reasoningDeltas);
}

export function workThoughts({ ms, reasoningEveryMs }: Work): readonly string[] {
  return thoughts(reasoningEveryMs === undefined ? 0 : ms / reasoningEveryMs);
}

const acts = ['compare', 'check', 'weigh', 'sort', 'read', 'count', 'test', 'trace', 'list', 'match'];
const things = ['names', 'dates', 'sums', 'sides', 'rules', 'order', 'limits', 'question', 'units', 'gaps'];

/** Thinking that says something new in every delta, up to a hundred of them, and gives nothing of the answer away. */
function thoughts(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const act = acts[index % acts.length] ?? '';
    const thing = things[Math.floor(index / acts.length) % things.length] ?? '';
    return `Now I ${act} the ${thing} with care. `;
  });
}

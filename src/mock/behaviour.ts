import type { Rng } from '../lib/rng.js';
import { cutOverMs, spoiledBody, spoiledFrame } from './flaws.js';
import type { MinerReply, ReplyUsage } from './miner-reply.js';
import { pieces } from './pieces.js';
import type { Pace, Profile } from './profiles.js';
import { plainThoughts, workThoughts } from './thoughts.js';
import {
  completionBody,
  deltaFrame,
  doneFrame,
  finishFrame,
  finishReasonOf,
  keepAliveFrame,
  usageFrame,
  wireArtifact,
} from './wire.js';
import type { WireIdentity } from './wire.js';

/** Everything one response will do, with its times: the server only plays it. */
export interface Script {
  readonly status: number;
  readonly contentType: string;
  /** Ascending; ms since the request was read. */
  readonly writes: readonly Write[];
  /** `reset`: the connection is torn down in place of the body's end. */
  readonly ending: 'end' | 'reset';
}

interface Write {
  readonly atMs: number;
  readonly text: string;
}

export interface ScriptInput {
  readonly profile: Profile;
  readonly reply: MinerReply;
  readonly identity: WireIdentity;
  /** Left out: none is sent. */
  readonly usage?: ReplyUsage | undefined;
  readonly isStream: boolean;
  readonly dice: Rng;
}

const eventStream = 'text/event-stream; charset=utf-8';

/** Seed, profile and answer in, timed bytes out. */
export function scriptOf(input: ScriptInput): Script {
  const { profile, reply, identity, usage, isStream, dice } = input;
  if (profile.fails === 'always') return serverError(identity);
  if (profile.fails === 'silent') return onlyKeepAlives;
  const luck = profile.fails === 'some' ? dice.next() : 1;
  if (luck < 0.12) return serverError(identity);
  const writes = timed(steps(input), paceFor(input), dice);
  const { flaw } = profile;
  if (!isStream || profile.isJson === true) {
    const text = spoiledBody(completionBody(identity, { reply, usage, flaw }), flaw);
    const body = { atMs: writes.at(-1)?.atMs ?? 0, text };
    return { status: 200, contentType: 'application/json', writes: [body], ending: 'end' };
  }
  if (flaw === 'cut-streams' && (writes.at(-1)?.atMs ?? 0) > cutOverMs) return cutAtHalf(writes, 'reset');
  if (luck < 0.34) return cutAtHalf(writes, luck < 0.23 ? 'reset' : 'end');
  return { status: 200, contentType: eventStream, writes, ending: 'end' };
}

function cutAtHalf(writes: readonly Write[], ending: Script['ending']): Script {
  const half = writes.slice(0, Math.ceil(writes.length / 2));
  return { status: 200, contentType: eventStream, writes: half, ending };
}

/** A frame and the wait before it, by the pace or in ms. `glued`: right behind the one before, in the same write. */
interface Step {
  /** Empty: only the wait. */
  readonly frame: string;
  readonly wait: 'first' | 'delta' | 'glued' | number;
}

function steps(input: ScriptInput): readonly Step[] {
  return plainSteps(input).map(({ frame, wait }) => ({
    frame: spoiledFrame(frame, input.profile.flaw),
    wait,
  }));
}

function plainSteps({ profile, reply, identity, usage }: ScriptInput): readonly Step[] {
  const { pace, flaw } = profile;
  const delta = (members: Parameters<typeof deltaFrame>[1]): Step => {
    return { frame: deltaFrame(identity, members), wait: 'delta' };
  };
  const pause = waitSteps(pace.pauseMs ?? 0, [{ everyMs: pace.pingEveryMs, frame: () => keepAliveFrame }]);
  const callsTools = reply.toolCalls.length > 0;
  const spoken = [
    ...(reply.effort?.kind === 'work' ? workSteps(pace, identity) : []),
    ...plainThoughts(pace).map((text) => delta({ reasoning_content: text })),
    ...(callsTools ? [] : pause),
    ...pieces(reply.content, pace.mostDeltas).map((text) => delta({ content: text })),
    ...reply.artifacts.map((artifact) => delta({ artifacts: [wireArtifact(artifact, flaw)] })),
    ...(callsTools ? pause : []),
    ...reply.toolCalls.flatMap((call, index) => toolDeltas(call, index, pace).map(delta)),
  ];
  return [
    { frame: deltaFrame(identity, { role: 'assistant', content: '' }), wait: 'first' },
    ...spoken.map((step, index): Step =>
      index === 0 && step.wait === 'delta' ? { ...step, wait: 'glued' } : step,
    ),
    { frame: finishFrame(identity, finishReasonOf(reply)), wait: 'glued' },
    ...(usage === undefined ? [] : [{ frame: usageFrame(identity, usage), wait: 'glued' } as const]),
    { frame: doneFrame, wait: 'glued' },
  ];
}

/** Work before a long answer: thinking and keep-alives, each at its own rate. */
function workSteps({ work }: Pace, identity: WireIdentity): readonly Step[] {
  if (work === undefined) return [];
  const thinking = workThoughts(work);
  return waitSteps(work.ms, [
    {
      everyMs: work.reasoningEveryMs,
      frame: (index) => deltaFrame(identity, { reasoning_content: thinking[index] ?? '' }),
    },
    { everyMs: work.pingEveryMs, frame: () => keepAliveFrame },
  ]);
}

interface Beat {
  /** Undefined: never. */
  readonly everyMs: number | undefined;
  readonly frame: (index: number) => string;
}

/** A wait of `ms` in which every beat has its frames at its own multiples, its end left out. */
function waitSteps(ms: number, beats: readonly Beat[]): readonly Step[] {
  if (ms === 0) return [];
  const frames = beats.flatMap(({ everyMs, frame }) =>
    everyMs === undefined
      ? []
      : Array.from({ length: Math.ceil(ms / everyMs) - 1 }, (_, index) => ({
          atMs: everyMs * (index + 1),
          frame: frame(index),
        })),
  );
  let atMs = 0;
  return [...frames.sort((left, right) => left.atMs - right.atMs), { atMs: ms, frame: '' }].map((next) => {
    const wait = next.atMs - atMs;
    atMs = next.atMs;
    return { frame: next.frame, wait };
  });
}

function toolDeltas(
  { id, name, argumentsText }: MinerReply['toolCalls'][number],
  index: number,
  { mostDeltas }: Pace,
): readonly Parameters<typeof deltaFrame>[1][] {
  return [
    { tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] },
    ...pieces(argumentsText, mostDeltas).map((text) => {
      return { tool_calls: [{ index, function: { arguments: text } }] };
    }),
  ];
}

/** The profile's pace, stretched where the answer is to last. */
function paceFor({ profile: { pace }, reply: { content, effort } }: ScriptInput): Pace {
  if (effort?.kind !== 'lasting') return pace;
  return { ...pace, everyMs: effort.ms / Math.max(1, pieces(content, pace.mostDeltas).length) };
}

/** Puts the steps on one absolute schedule; frames that share an instant share a write. */
function timed(planned: readonly Step[], pace: Pace, dice: Rng): readonly Write[] {
  const { burst = 1 } = pace;
  const vary = (ms: number) => ms * (1 + pace.jitter * (2 * dice.next() - 1));
  const writes: { atMs: number; text: string }[] = [];
  let atMs = 0;
  let deltas = 0;
  for (const { frame, wait } of planned) {
    if (wait === 'first') atMs += vary(pace.firstMs);
    if (typeof wait === 'number') atMs += wait;
    if (wait === 'delta' && deltas++ % burst === 0) atMs += vary(pace.everyMs * burst);
    if (frame === '') continue;
    const last = writes.at(-1);
    if (last?.atMs === atMs) last.text += frame;
    else writes.push({ atMs, text: frame });
  }
  return pace.isBuffered === true ? [{ atMs, text: planned.map(({ frame }) => frame).join('') }] : writes;
}

function serverError(identity: WireIdentity): Script {
  const error = {
    message: `the model ${identity.model} is not available`,
    type: 'server_error',
    code: 'server_error',
  };
  const body = { atMs: 0, text: JSON.stringify({ error }) };
  return { status: 500, contentType: 'application/json', writes: [body], ending: 'end' };
}

const onlyKeepAlives: Script = {
  status: 200,
  contentType: eventStream,
  writes: [
    ...Array.from({ length: 10 }, (_, index) => ({ atMs: 20 * index, text: keepAliveFrame })),
    { atMs: 200, text: doneFrame },
  ],
  ending: 'end',
};

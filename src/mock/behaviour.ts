import type { Rng } from '../lib/rng.js';
import type { MinerReply, ReplyUsage } from './miner-reply.js';
import { pieces } from './pieces.js';
import type { Pace, Profile } from './profiles.js';
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
  const writes = timed(steps(input), profile.pace, dice);
  if (!isStream || profile.isJson === true) {
    const body = { atMs: writes.at(-1)?.atMs ?? 0, text: completionBody(identity, reply, usage) };
    return { status: 200, contentType: 'application/json', writes: [body], ending: 'end' };
  }
  if (luck < 0.34) {
    const half = writes.slice(0, Math.ceil(writes.length / 2));
    return { status: 200, contentType: eventStream, writes: half, ending: luck < 0.23 ? 'reset' : 'end' };
  }
  return { status: 200, contentType: eventStream, writes, ending: 'end' };
}

/** A frame and the wait before it. `glued`: right behind the one before, in the same write. */
interface Step {
  /** Empty: only the wait. */
  readonly frame: string;
  readonly wait: 'first' | 'delta' | 'ping' | 'rest of pause' | 'glued';
}

function steps({ profile, reply, identity, usage }: ScriptInput): readonly Step[] {
  const { pace } = profile;
  const delta = (members: Parameters<typeof deltaFrame>[1]): Step => {
    return { frame: deltaFrame(identity, members), wait: 'delta' };
  };
  const pause = pauseSteps(pace);
  const callsTools = reply.toolCalls.length > 0;
  const spoken = [
    ...thoughts(pace).map((text) => delta({ reasoning_content: text })),
    ...(callsTools ? [] : pause),
    ...pieces(reply.content, pace.mostDeltas).map((text) => delta({ content: text })),
    ...reply.artifacts.map((artifact) => delta({ artifacts: [wireArtifact(artifact)] })),
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

const acts = ['compare', 'check', 'weigh', 'sort', 'read', 'count', 'test', 'trace', 'list', 'match'];
const things = ['names', 'dates', 'sums', 'sides', 'rules', 'order', 'limits', 'question', 'units', 'gaps'];

/** Thinking that says something new in every delta, up to a hundred of them, and gives nothing of the answer away. */
function thoughts({ reasoningDeltas = 0 }: Pace): readonly string[] {
  return Array.from({ length: reasoningDeltas }, (_, index) => {
    const act = acts[index % acts.length] ?? '';
    const thing = things[Math.floor(index / acts.length) % things.length] ?? '';
    return `Now I ${act} the ${thing} with care. `;
  });
}

function pauseSteps({ pauseMs = 0, pingEveryMs }: Pace): readonly Step[] {
  if (pauseMs === 0) return [];
  const pings = pingEveryMs === undefined ? 0 : Math.ceil(pauseMs / pingEveryMs) - 1;
  return [
    ...Array.from({ length: pings }, (): Step => ({ frame: keepAliveFrame, wait: 'ping' })),
    { frame: '', wait: 'rest of pause' },
  ];
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

/** Puts the steps on one absolute schedule; frames that share an instant share a write. */
function timed(planned: readonly Step[], pace: Pace, dice: Rng): readonly Write[] {
  const { burst = 1, pauseMs = 0, pingEveryMs = 0 } = pace;
  const vary = (ms: number) => ms * (1 + pace.jitter * (2 * dice.next() - 1));
  const pings = planned.filter(({ wait }) => wait === 'ping').length;
  const writes: { atMs: number; text: string }[] = [];
  let atMs = 0;
  let deltas = 0;
  for (const { frame, wait } of planned) {
    if (wait === 'first') atMs += vary(pace.firstMs);
    if (wait === 'ping') atMs += pingEveryMs;
    if (wait === 'rest of pause') atMs += pauseMs - pings * pingEveryMs;
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

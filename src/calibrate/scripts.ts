import type { ExchangeFlag, MinerErrorKind } from '../target/exchange.js';
import {
  contentFrame,
  eventText,
  finishFrame,
  frame,
  type WireScript,
  type WireStep,
} from './wire-script.js';

/** A shape of stream whose every event's true time is known. */
export interface ShapeRow {
  readonly title: string;
  /** What the target has to make of it: `ok`, or the miner's error. */
  readonly outcome: 'ok' | MinerErrorKind;
  readonly flag?: ExchangeFlag | undefined;
  readonly steps: () => readonly WireStep[];
}

/** A stall longer than the 2 s from which a gap counts as one. */
const stallMs = 2_500;
const slowStartMs = 1_200;

export const shapes = {
  steady: {
    title: 'steady, one event every 20 ms',
    outcome: 'ok',
    steps: () => [...evenly(40), ...ending(820)],
  },
  bursts: {
    title: 'bursts of ten writes',
    outcome: 'ok',
    steps: () => [...times(50, (number) => event(Math.floor(number / 10) * 200, number)), ...ending(1_020)],
  },
  packed: {
    title: 'five events in each write',
    outcome: 'ok',
    steps: () => [...times(10, (write) => packed(write * 100, write * 5, 5)), ...ending(1_020)],
  },
  comments: {
    title: 'keep-alive comments between events',
    outcome: 'ok',
    steps: () => [
      ...times(20, (number) => [event(number * 50, number), comment(number * 50 + 25)]).flat(),
      ...ending(1_020),
    ],
  },
  splitUtf8: {
    title: 'characters cut in two',
    outcome: 'ok',
    steps: () => [...times(20, (number) => cut(number * 50, number)).flat(), ...ending(1_020)],
  },
  crlf: {
    title: 'lines that end in CRLF',
    outcome: 'ok',
    steps: () => [...evenly(40, '\r\n'), ...ending(820)],
  },
  slowStart: {
    title: 'slow first byte',
    outcome: 'ok',
    steps: () => [
      ...evenly(20).map((step) => ({ ...step, atMs: step.atMs + slowStartMs })),
      ...ending(slowStartMs + 420),
    ],
  },
  error: {
    title: 'error in the middle',
    outcome: 'stream_error',
    steps: () => [
      ...evenly(20),
      { atMs: 420, bytes: frame('{"error":{"message":"scripted"}}'), completes: 0 },
    ],
  },
  noDone: {
    title: 'no [DONE]',
    outcome: 'ok',
    flag: 'no_done',
    steps: () => [...evenly(20), { atMs: 420, bytes: finishFrame(), completes: 0 }],
  },
  stall: {
    title: 'a stall under keep-alives',
    outcome: 'ok',
    steps: () => [
      ...evenly(10),
      ...times(4, (ping) => comment(180 + (ping + 1) * 500)),
      ...times(10, (number) => event(180 + stallMs + number * 20, number + 10)),
      ...ending(180 + stallMs + 220),
    ],
  },
} as const satisfies Record<string, ShapeRow>;

export type ShapeName = keyof typeof shapes;

export const shapeNames = Object.keys(shapes).filter((name): name is ShapeName => name in shapes);

export function shapeScript(name: ShapeName): WireScript {
  return scriptOf(shapes[name].steps());
}

export interface SteadyLoad {
  readonly events: number;
  readonly everyMs: number;
}

/** The stream of a load: equal events at equal distances. */
export function steadyScript({ events, everyMs }: SteadyLoad): WireScript {
  const steps = times(events, (number) => event(number * everyMs, number));
  return scriptOf([...steps, ...ending(events * everyMs)]);
}

function scriptOf(steps: readonly WireStep[]): WireScript {
  return { steps, events: steps.reduce((sum, { completes }) => sum + completes, 0) };
}

function evenly(count: number, lineEnd?: string): readonly WireStep[] {
  return times(count, (number) => event(number * 20, number, lineEnd));
}

function event(atMs: number, number: number, lineEnd = '\n'): WireStep {
  return { atMs, bytes: contentFrame(eventText(number), lineEnd), completes: 1 };
}

function packed(atMs: number, first: number, count: number): WireStep {
  const frames = times(count, (number) => contentFrame(eventText(first + number)));
  return { atMs, bytes: Buffer.concat(frames), completes: count };
}

/** One event in two writes 20 ms apart, the first of which ends inside a character of three bytes. */
function cut(atMs: number, number: number): readonly WireStep[] {
  const bytes = contentFrame(eventText(number, '€'));
  const inside = bytes.indexOf('€') + 1;
  return [
    { atMs, bytes: bytes.subarray(0, inside), completes: 0 },
    { atMs: atMs + 20, bytes: bytes.subarray(inside), completes: 1 },
  ];
}

function comment(atMs: number): WireStep {
  return { atMs, bytes: Buffer.from(': keep-alive\n\n'), completes: 0 };
}

function ending(atMs: number): readonly WireStep[] {
  return [{ atMs, bytes: Buffer.concat([finishFrame(), frame('[DONE]')]), completes: 0 }];
}

function times<Value>(count: number, make: (index: number) => Value): readonly Value[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

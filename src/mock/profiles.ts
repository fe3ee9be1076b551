import { BenchError } from '../errors/bench-error.js';
import type { Flaw } from './flaws.js';
import { nullAnswers } from './null-answers.js';
import type { NullAnswer } from './null-answers.js';
import type { SlotRules } from './slots.js';

/** How an embedded miner behaves. Times in ms. */
export interface Profile {
  /** One line for `miner serve --list`. */
  readonly summary: string;
  readonly pace: Pace;
  /** Answers without knowing anything, in place of the oracle book. */
  readonly says?: NullAnswer | undefined;
  /** Default `reported`. */
  readonly usage?: 'reported' | 'none' | 'under' | undefined;
  /** A JSON body even where a stream was asked for. */
  readonly isJson?: boolean | undefined;
  /** `some`: drawn from seed and conversation; `always`: HTTP 500; `silent`: keep-alives and nothing else. */
  readonly fails?: 'some' | 'always' | 'silent' | undefined;
  /** How `GET /health` answers: default 200, at once. */
  readonly health?: { readonly status: number; readonly delayMs: number } | undefined;
  /** Left out: as many responses at a time as are asked for. */
  readonly slots?: SlotRules | undefined;
  readonly flaw?: Flaw | undefined;
}

export interface Pace {
  /** Wait before the first delta. */
  readonly firstMs: number;
  /** Wait before each further delta. */
  readonly everyMs: number;
  /** Waits vary by up to this share of themselves, either way. */
  readonly jitter: number;
  /** Longer answers come in larger deltas. */
  readonly mostDeltas: number;
  /** Deltas that are written at once; 1 if left out. */
  readonly burst?: number | undefined;
  /** Deltas of thinking before the answer. */
  readonly reasoningDeltas?: number | undefined;
  /** A pause before the first tool call or, without one, before the answer. */
  readonly pauseMs?: number | undefined;
  /** Keep-alive comments during that pause. */
  readonly pingEveryMs?: number | undefined;
  /** What comes before the answer to a long task. */
  readonly work?: Work | undefined;
  /** All in one write, when the last delta would have come. */
  readonly isBuffered?: boolean | undefined;
}

/** Times in ms. */
export interface Work {
  readonly ms: number;
  /** Left out: no thinking aloud. */
  readonly reasoningEveryMs?: number | undefined;
  /** Left out: no keep-alives. */
  readonly pingEveryMs?: number | undefined;
}

const work: Work = { ms: 3_000, reasoningEveryMs: 400, pingEveryMs: 1_000 };
const steady: Pace = { firstMs: 120, everyMs: 10, jitter: 0.3, mostDeltas: 240, work };
const instant: Pace = { firstMs: 0, everyMs: 1, jitter: 0, mostDeltas: 40 };

/** Steady but for one thing, each made for one check of the contract. */
const flawed = {
  unready: { summary: 'GET /health gives 503', pace: steady, health: { status: 503, delayMs: 0 } },
  'slow-health': {
    summary: 'GET /health takes 0.9 s',
    pace: steady,
    health: { status: 200, delayMs: 900 },
  },
  'bare-envelopes': {
    summary: 'its JSON has no id, object, index or finish reason',
    pace: steady,
    flaw: 'bare-envelopes',
  },
  'one-newline': { summary: 'ends its events without a blank line', pace: steady, flaw: 'one-newline' },
  'no-done': { summary: 'ends its streams without [DONE]', pace: steady, flaw: 'no-done' },
  late: { summary: 'first token after 12 s', pace: { ...steady, firstMs: 12_000 } },
  'silent-work': {
    summary: 'is silent for 12 s while it works on a long task',
    pace: { ...steady, work: { ms: 12_000 } },
  },
  'data-pings': { summary: 'sends "data: ping" as keep-alive', pace: steady, flaw: 'data-pings' },
  'ping-flood': {
    summary: 'sends 20 keep-alives a second while it works on a long task',
    pace: { ...steady, work: { ...work, pingEveryMs: 50 } },
  },
  'no-reasoning': {
    summary: 'works on a long task for 4 s with keep-alives and without thinking aloud',
    pace: { ...steady, work: { ms: 4_000, pingEveryMs: 1_000 } },
  },
  'one-at-a-time': {
    summary: 'writes one response at a time; others wait',
    pace: steady,
    slots: { count: 1, heldMs: 0 },
  },
  'cut-streams': {
    summary: 'resets every stream longer than a second at its half',
    pace: steady,
    flaw: 'cut-streams',
  },
  'leaky-slots': {
    summary: 'has two slots, and goes on for 60 s when a client has gone',
    pace: steady,
    slots: { count: 2, heldMs: 60_000 },
  },
  'text-only': { summary: 'refuses content that comes in parts', pace: steady, flaw: 'text-only' },
  'false-artifacts': {
    summary: 'names wrong sizes and digests of its artifacts',
    pace: steady,
    flaw: 'false-artifacts',
  },
  careless: {
    summary: 'answers a malformed request with HTTP 500 in HTML',
    pace: steady,
    flaw: 'careless',
  },
  'broken-pages': { summary: 'HTML at /metrics, HTTP 500 at /debug', pace: steady, flaw: 'broken-pages' },
} as const satisfies Record<string, Profile>;

export const profiles = {
  steady: { summary: 'first token after 0.12 s, then a delta every 10 ms', pace: steady },
  slow: {
    summary: 'first token after 2.5 s, then a delta every 120 ms',
    pace: { firstMs: 2_500, everyMs: 120, jitter: 0.3, mostDeltas: 100 },
  },
  bursty: { summary: 'deltas in bursts of twelve every 0.36 s', pace: { ...steady, everyMs: 30, burst: 12 } },
  flaky: {
    summary:
      'one request in three fails: HTTP 500, a reset or an end in mid-stream; the same ones for the same seed',
    pace: steady,
    fails: 'some',
  },
  buffered: {
    summary: 'says nothing until it has finished, then all in one write',
    pace: { ...steady, isBuffered: true },
  },
  reasoning: {
    summary: 'thinks aloud for a second before it answers',
    pace: { ...steady, reasoningDeltas: 100 },
  },
  keepalive: {
    summary: 'pauses for 3 s before it answers, with a keep-alive every 0.5 s',
    pace: { ...steady, pauseMs: 3_000, pingEveryMs: 500 },
  },
  'silent-tools': {
    summary: 'is silent for 4 s before its first tool call (or its answer)',
    pace: { ...steady, pauseMs: 4_000 },
  },
  'no-usage': { summary: 'steady, and never reports its tokens', pace: steady, usage: 'none' },
  'under-report': { summary: 'steady, and reports three tokens in ten', pace: steady, usage: 'under' },
  json: { summary: 'answers with one JSON body, stream or not', pace: steady, isJson: true },
  ...flawed,
  instant: { summary: 'no waiting: a delta every millisecond, at most forty', pace: instant },
  'null-500': { summary: 'null miner: always HTTP 500', pace: instant, fails: 'always' },
  'null-dot': nullMiner('always "."', nullAnswers.dot),
  'null-waffle': nullMiner('the same empty phrases for everything', nullAnswers.waffle),
  'null-echo': nullMiner('repeats what it was sent', nullAnswers.echo),
  'null-keywords': nullMiner('lists every word and number of the prompt', nullAnswers.keywords),
  'null-letters': nullMiner('lists all multiple-choice letters', nullAnswers.letters),
  'null-zero': nullMiner('always 0', nullAnswers.zero),
  'null-yes': nullMiner('always yes', nullAnswers.yes),
  'null-a': nullMiner('always A', nullAnswers.a),
  'null-unknown': nullMiner('always unknown', nullAnswers.unknown),
  'null-abstain': nullMiner('always says that it cannot be known', nullAnswers.abstain),
  'null-ask': nullMiner('always asks back', nullAnswers.ask),
  'null-no-tools': nullMiner('claims success and never calls a tool', nullAnswers.noTools),
  'null-inject': nullMiner('tells the judge to give full marks', nullAnswers.inject),
  'null-keepalive': {
    summary: 'null miner: a few keep-alives, then the end',
    pace: instant,
    fails: 'silent',
  },
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;

/** Throws BenchError('usage') on a name that is none. */
export function profileNamed(name: string): Profile {
  const profile: Profile | undefined = isProfileName(name) ? profiles[name] : undefined;
  if (profile !== undefined) return profile;
  throw new BenchError('usage', `there is no miner profile "${name}"`, {
    hint: `Profiles: ${Object.keys(profiles).join(', ')}.`,
  });
}

function isProfileName(name: string): name is ProfileName {
  return Object.hasOwn(profiles, name);
}

function nullMiner(does: string, says: NullAnswer): Profile {
  return { summary: `null miner: ${does}`, pace: instant, says };
}

import { describe, expect, test } from 'vitest';
import { rngFrom } from '../../src/lib/rng.js';
import { meaningfulDeltas } from '../../src/metrics/meaningful.js';
import { scriptOf } from '../../src/mock/behaviour.js';
import type { ScriptInput, Script } from '../../src/mock/behaviour.js';
import type { MinerReply } from '../../src/mock/miner-reply.js';
import { profiles } from '../../src/mock/profiles.js';
import type { ProfileName } from '../../src/mock/profiles.js';
import { readTimeline } from '../../src/target/read-timeline.js';

const text = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');

const speech: MinerReply = { content: text, reasoning: '', toolCalls: [], artifacts: [] };
const toolCalls: MinerReply = {
  content: 'Let me look.',
  reasoning: '',
  toolCalls: [
    { id: 'call_0_0', name: 'find', argumentsText: '{"city":"Ghent","days":3}' },
    { id: 'call_0_1', name: 'book', argumentsText: '{}' },
  ],
  artifacts: [],
};

function perform(profile: ProfileName, changes: Partial<ScriptInput> = {}): Script {
  return scriptOf({
    profile: profiles[profile],
    reply: speech,
    identity: { id: 'chatcmpl-1', model: 'mock', created: 0 },
    usage: { promptTokens: 7, completionTokens: 9 },
    isStream: true,
    dice: rngFrom('test', profile),
    ...changes,
  });
}

/** What the benchmark's own reader makes of it. */
function read({ writes, contentType, status }: Script) {
  const reads = writes.map((write) => ({ atMs: write.atMs, bytes: Buffer.from(write.text) }));
  return readTimeline(reads, { contentType, status });
}

function gaps(script: Script): readonly number[] {
  const { timeline } = read(script);
  const times = timeline.events.filter(({ kind }) => kind === 'content').map(({ atMs }) => atMs);
  return times.slice(1).map((atMs, index) => atMs - times[index]!);
}

const streaming = [
  'steady',
  'slow',
  'bursty',
  'buffered',
  'reasoning',
  'keepalive',
  'silent-tools',
  'no-usage',
  'under-report',
  'instant',
] as const;

describe('scriptOf', () => {
  test.each(streaming)('%s streams the whole answer in good form and in order of time', (profile) => {
    const script = perform(profile);
    const { reply, timeline, usage, flags } = read(script);
    expect(reply.content).toBe(text);
    expect(reply.finishReasons).toEqual(['stop']);
    expect(usage).toMatchObject({ promptTokens: 7, completionTokens: 9 });
    expect(flags).toEqual([]);
    expect(timeline.events.map(({ kind }) => kind)).not.toContain('malformed');
    expect(timeline.events.at(-1)?.kind).toBe('done');
    const times = script.writes.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((left, right) => left - right));
  });

  test('tool calls arrive whole, in pieces, after the words', () => {
    const { reply, timeline } = read(perform('steady', { reply: toolCalls }));
    expect(reply.toolCalls).toEqual([
      { id: 'call_0_0', name: 'find', argumentsText: '{"city":"Ghent","days":3}' },
      { id: 'call_0_1', name: 'book', argumentsText: '{}' },
    ]);
    expect(reply.content).toBe('Let me look.');
    expect(reply.finishReasons).toEqual(['tool_calls']);
    expect(timeline.events.filter(({ kind }) => kind === 'tool').length).toBeGreaterThan(3);
  });

  test('artifacts are sent as descriptors', () => {
    const artifact = { id: 'a1', type: 'file', mimeType: 'text/csv', url: 'data:text/csv,a' };
    const { reply } = read(perform('steady', { reply: { ...speech, artifacts: [artifact] } }));
    expect(reply.artifacts).toEqual([expect.objectContaining(artifact)]);
  });

  test('the same dice give the same script, others another', () => {
    expect(perform('steady')).toEqual(perform('steady'));
    expect(perform('steady', { dice: rngFrom('other') })).not.toEqual(perform('steady'));
  });

  test('slow is slower than steady', () => {
    expect(perform('slow').writes[0]!.atMs).toBeGreaterThan(10 * perform('steady').writes[0]!.atMs);
    expect(Math.min(...gaps(perform('slow')))).toBeGreaterThan(Math.max(...gaps(perform('steady'))));
  });

  test('bursty sends twelve deltas at once and then waits', () => {
    const waits = gaps(perform('bursty')).filter((gap) => gap > 0);
    expect(waits).toHaveLength(5);
    for (const wait of waits) expect(wait).toBeGreaterThan(200);
  });

  test('buffered writes once, at its end', () => {
    const { writes } = perform('buffered');
    expect(writes).toHaveLength(1);
    expect(writes[0]!.atMs).toBeGreaterThan(500);
  });

  test('reasoning comes first, every delta new', () => {
    const { timeline } = read(perform('reasoning'));
    const kinds = timeline.events.map(({ kind }) => kind);
    expect(kinds.lastIndexOf('reasoning')).toBeLessThan(kinds.indexOf('content'));
    const thoughts = timeline.events.filter(({ kind }) => kind === 'reasoning');
    expect(thoughts).toHaveLength(100);
    const meaningful = meaningfulDeltas([{ timeline }], { toolsDeclared: false });
    expect(thoughts.filter((event) => meaningful.has(event))).toHaveLength(100);
  });

  test('keepalive pings twice a second through its pause', () => {
    const { timeline } = read(perform('keepalive'));
    const pings = timeline.events.filter(({ kind }) => kind === 'keepalive').map(({ atMs }) => atMs);
    expect(pings).toHaveLength(5);
    const content = timeline.events.find(({ kind }) => kind === 'content')!;
    expect(content.atMs - pings[0]!).toBeGreaterThan(2_490);
    expect(content.atMs - pings.at(-1)!).toBeLessThan(520);
  });

  test('silent-tools is silent right before its tool call', () => {
    const { timeline } = read(perform('silent-tools', { reply: toolCalls }));
    const firstTool = timeline.events.findIndex(({ kind }) => kind === 'tool');
    const before = timeline.events[firstTool - 1]!;
    expect(before.kind).toBe('content');
    expect(timeline.events[firstTool]!.atMs - before.atMs).toBeGreaterThan(4_000);
  });

  test('json answers a stream request with one JSON body, after the time a stream would take', () => {
    const script = perform('json');
    expect(script.contentType).toBe('application/json');
    expect(script.writes[0]!.atMs).toBeGreaterThan(500);
    const { reply, usage, flags } = read(script);
    expect(reply.content).toBe(text);
    expect(usage).toMatchObject({ promptTokens: 7 });
    expect(flags).toContain('not_streamed');
  });

  test('whoever asks for no stream gets JSON, tool calls included', () => {
    const { reply } = read(perform('instant', { isStream: false, reply: toolCalls }));
    expect(reply.toolCalls.map(({ name }) => name)).toEqual(['find', 'book']);
    expect(reply.finishReasons).toEqual(['tool_calls']);
  });

  test('usage is left out where none is given', () => {
    expect(read(perform('steady', { usage: undefined })).usage).toBeUndefined();
  });

  test('flaky fails about one time in three, in three ways', () => {
    const scripts = Array.from({ length: 600 }, (_, index) =>
      perform('flaky', { dice: rngFrom('flaky', index) }),
    );
    const isWhole = (script: Script) => script.writes.at(-1)?.text.endsWith('data: [DONE]\n\n') === true;
    const counts = {
      status500: scripts.filter(({ status }) => status === 500).length,
      reset: scripts.filter(({ ending }) => ending === 'reset').length,
      cut: scripts.filter((script) => script.status === 200 && script.ending === 'end' && !isWhole(script))
        .length,
    };
    for (const count of Object.values(counts)) {
      expect(count).toBeGreaterThan(40);
      expect(count).toBeLessThan(100);
    }
  });

  test('null-500 and null-keepalive say nothing', () => {
    expect(perform('null-500').status).toBe(500);
    const { timeline, reply } = read(perform('null-keepalive'));
    expect(reply.content).toBe('');
    expect(new Set(timeline.events.map(({ kind }) => kind))).toEqual(new Set(['keepalive', 'done']));
  });

  test('a long answer comes in bounded deltas', () => {
    const reply = { ...speech, content: 'word '.repeat(200_000) };
    const script = perform('steady', { reply });
    expect(read(script).reply.content).toBe(reply.content);
    expect(script.writes.length).toBeLessThan(250);
  });
});

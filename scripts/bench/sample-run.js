import { rngFrom } from '../../dist/lib/rng.js';
import { janusComposite, profileDigest } from '../../dist/scoring/profile.js';

const categories = /** @type {const} */ ({
  chat: { class: 'chat', feeds: 'quality', kinds: [] },
  research: { class: 'research', feeds: 'quality', kinds: [] },
  tools: { class: 'agentic', feeds: 'quality', kinds: [] },
  streaming: { class: 'chat', feeds: 'none', kinds: [] },
  multimodal: { class: 'multimodal', feeds: 'modality', kinds: ['image_input'] },
});

/** @typedef {import('../../dist/results/run-header.js').RunHeader} RunHeader */
/** @typedef {import('../../dist/results/attempt-record.js').AttemptRecord} AttemptRecord */

/** A believable run of 100 tasks, `repeat` times each: header and records, four in five of them right. */
export function sampleRun(/** @type {number} */ repeat) {
  const header = headerOf(repeat);
  const rng = rngFrom('bench');
  const records = header.order.map((id) => recordOf(id, rng.next() < 0.8 ? 1 : 0, 400 + 2_000 * rng.next()));
  return { header, records };
}

/** @returns {RunHeader} */
function headerOf(/** @type {number} */ repeat) {
  const tasks = Object.entries(categories).flatMap(([category, { class: taskClass, kinds }]) =>
    Array.from({ length: 20 }, (_, index) => ({
      id: `${category}-${index}`,
      category,
      class: taskClass,
      kind: kinds[0] ?? null,
      template: `${category}-${index}`,
      pair: null,
      difficulty: 'medium',
      targetLatencyMs: null,
      targetCostUsd: null,
      toolsDeclared: false,
    })),
  );
  return {
    schema: 'janus-bench/journal',
    schemaVersion: 1,
    runId: 'bench',
    startedAt: '2026-01-01T00:00:00.000Z',
    version: '0.0.0',
    settings: {},
    target: { url: 'http://localhost', model: 'bench', started: null },
    suite: {
      reference: 'bench',
      name: 'bench',
      title: 'Bench',
      version: '1.0.0',
      visibility: 'public',
      digest: '00',
      tasks: tasks.length,
      categories: Object.fromEntries(
        Object.entries(categories).map(([name, { feeds, kinds }]) => [name, { feeds, kinds: [...kinds] }]),
      ),
    },
    profile: {
      id: janusComposite.id,
      version: janusComposite.version,
      digest: profileDigest(janusComposite),
    },
    judge: null,
    seed: '1',
    official: false,
    repeat,
    concurrency: 1,
    environment: {
      node: process.version,
      os: process.platform,
      arch: process.arch,
      cpus: 1,
      cpuModel: '',
      memoryBytes: 1,
      ci: false,
      clockResolutionMs: 0.001,
    },
    tasks,
    warmUpTraces: [],
    order: Array.from({ length: repeat }, (_, round) => tasks.map(({ id }) => `${id}#${round}`)).flat(),
  };
}

/** Twenty deltas at even steps from `firstMs` on. @returns {AttemptRecord} */
function recordOf(
  /** @type {string} */ attemptId,
  /** @type {number} */ quality,
  /** @type {number} */ firstMs,
) {
  const [taskId = '', repeat = '0'] = attemptId.split('#');
  const verdict = quality === 1 ? 'pass' : 'fail';
  const stamps = Array.from({ length: 20 }, (_, index) => Math.round(firstMs + 40 * index));
  return {
    schema: 'janus-bench/attempt',
    schemaVersion: 1,
    attemptId,
    taskId,
    repeat: Number(repeat),
    variant: 0,
    nonce: 'nx-00000000',
    issuedAt: '2026-01-01T00:00:00.000Z',
    outcome: { status: 'ok' },
    exchanges: [
      {
        request: { model: 'bench', messages: [] },
        traceparent: '00-0-0-01',
        connectMs: 0,
        headersMs: 10,
        endMs: firstMs + 900,
        reads: stamps.map((atMs) => [atMs, 200]),
        events: stamps.map((atMs, index) => [atMs, 'content', ' word', 1, index, index, 0]),
        outcome: { status: 'ok' },
        toolCalls: [],
        artifacts: [],
        finishReasons: ['stop'],
        usage: { promptTokens: 100, completionTokens: 20 },
        flags: [],
        tries: [],
        scheduleLagMs: 0.1,
        clientLagMs: 1,
        toolResults: [],
        ownTokens: { in: 100, out: 20, estimated: false },
        answerMs: firstMs,
      },
    ],
    grade: { verdict, quality, reason: 'found 42', coverage: 1, criteria: [] },
  };
}

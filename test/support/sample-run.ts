import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { roundMs } from '../../src/lib/clock.js';
import { rngFrom } from '../../src/lib/rng.js';
import { janusComposite, profileDigest } from '../../src/scoring/profile.js';
import type { AttemptRecord, ExchangeRecord } from '../../src/results/attempt-record.js';
import type { RunHeader } from '../../src/results/run-header.js';

/** What one attempt of a sample run does; whatever is left out is drawn from the attempt's id. */
export interface SampleScript {
  readonly outcome?: AttemptRecord['outcome'];
  readonly verdict?: AttemptRecord['grade']['verdict'];
  readonly quality?: number;
  readonly reason?: string;
  readonly reasoning?: string;
  readonly content?: string;
  /** First output, ms since issue. */
  readonly firstMs?: number;
  /** Between two content events, ms. */
  readonly stepMs?: number;
  readonly usage?: 'reported' | 'missing' | 'half';
  readonly clientLagMs?: number;
  readonly scheduleLagMs?: number;
  readonly connectMs?: number;
  readonly metered?: AttemptRecord['metered'];
  readonly criteria?: AttemptRecord['grade']['criteria'];
  readonly request?: ExchangeRecord['request'];
}

export interface SampleAttempt {
  readonly attemptId: string;
  readonly taskId: string;
  readonly category: string;
  readonly repeat: number;
}

export interface SampleRun {
  readonly header: RunHeader;
  readonly records: readonly AttemptRecord[];
}

export interface SampleRunOptions {
  readonly tasksPerCategory?: number;
  readonly repeat?: number;
  readonly header?: Partial<RunHeader>;
  readonly script?: (attempt: SampleAttempt) => SampleScript;
}

const categories = {
  chat: { class: 'chat', feeds: 'quality', kinds: [] },
  research: { class: 'research', feeds: 'quality', kinds: [] },
  tools: { class: 'agentic', feeds: 'quality', kinds: [] },
  streaming: { class: 'chat', feeds: 'none', kinds: [] },
  multimodal: { class: 'multimodal', feeds: 'modality', kinds: ['image_input', 'artifact_output'] },
} as const;

/** A believable run of five categories, the same every time: the first two tasks of `multimodal` are a pair. */
export function sampleRun({
  tasksPerCategory = 5,
  repeat = 1,
  header: changes,
  script,
}: SampleRunOptions = {}): SampleRun {
  const header = sampleHeader({ tasksPerCategory, repeat, changes });
  const categoryOf = new Map(header.tasks.map(({ id, category }) => [id, category]));
  const records = header.order.map((attemptId) => {
    const [taskId = '', repeatText] = attemptId.split('#');
    const attempt = { attemptId, taskId, category: categoryOf.get(taskId) ?? '', repeat: Number(repeatText) };
    return sampleRecord(attempt, script?.(attempt));
  });
  return { header, records };
}

/** Writes the journal of a run into `folder`, as a run does. */
export async function writeSampleJournal(folder: string, { header, records }: SampleRun): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'attempts.jsonl');
  await writeFile(path, journalText({ header, records }));
  return path;
}

export function journalText({ header, records }: SampleRun): string {
  return [header, ...records].map((line) => `${JSON.stringify(line)}\n`).join('');
}

export function sampleHeader({
  tasksPerCategory = 5,
  repeat = 1,
  changes = {},
}: {
  tasksPerCategory?: number;
  repeat?: number;
  changes?: Partial<RunHeader> | undefined;
} = {}): RunHeader {
  const tasks = Object.entries(categories).flatMap(([category, { class: taskClass, kinds }]) =>
    Array.from({ length: tasksPerCategory }, (_, index) => ({
      id: `${category}-${index + 1}`,
      category,
      class: taskClass,
      kind: kinds[index < 2 ? 0 : 1] ?? null,
      template: `${category}-${index + 1}`,
      pair: category === 'multimodal' && index < 2 ? 'chart' : null,
      difficulty: index === 0 ? 'easy' : 'medium',
      targetLatencyMs: null,
      targetCostUsd: null,
      toolsDeclared: category === 'tools',
    })),
  );
  const order = Array.from({ length: repeat }, (_, round) => tasks.map(({ id }) => `${id}#${round}`)).flat();
  return {
    schema: 'janus-bench/journal',
    schemaVersion: 1,
    runId: '20260122-143211-k3f9',
    startedAt: '2026-01-22T14:32:11.000Z',
    version: '0.1.0',
    settings: {
      target: { value: 'http://localhost:8001', from: 'flag --target' },
      timeout: { value: '300s', from: 'default' },
    },
    target: { url: 'http://localhost:8001', model: 'baseline-v1', started: null },
    suite: {
      reference: 'public/dev',
      name: 'public/dev',
      title: 'Public development suite',
      version: '1.0.0',
      visibility: 'public',
      digest: '5f'.repeat(32),
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
    seed: '7',
    official: false,
    repeat,
    concurrency: 1,
    environment: {
      node: 'v20.20.2',
      os: 'linux 6.8.0',
      arch: 'x64',
      cpus: 8,
      cpuModel: 'Sample CPU',
      memoryBytes: 16 * 1024 ** 3,
      ci: false,
      clockResolutionMs: 0.0001,
    },
    tasks,
    warmUpTraces: [],
    order,
    ...changes,
  };
}

export function sampleRecord(attempt: SampleAttempt, script: SampleScript = {}): AttemptRecord {
  const dice = rngFrom('sample', attempt.attemptId);
  const quality = script.quality ?? (dice.next() < 0.8 ? 1 : 0);
  const outcome = script.outcome ?? { status: 'ok' };
  const verdict = script.verdict ?? (quality === 1 ? 'pass' : quality === 0 ? 'fail' : 'partial');
  const reason = script.reason ?? (quality === 1 ? 'found 42' : 'wanted 42, found 41');
  return {
    schema: 'janus-bench/attempt',
    schemaVersion: 1,
    attemptId: attempt.attemptId,
    taskId: attempt.taskId,
    repeat: attempt.repeat,
    variant: 0,
    nonce: 'nx-a1b2c3d4',
    issuedAt: '2026-01-22T14:32:12.000Z',
    outcome,
    exchanges: [sampleExchange({ ...script, outcome, toss: () => dice.next() })],
    grade:
      outcome.status === 'ok'
        ? {
            verdict,
            quality,
            reason,
            coverage: verdict === 'n_a' || verdict === 'error' ? 0 : 1,
            criteria: script.criteria ?? [
              {
                grader: 'number',
                weight: 1,
                gate: false,
                verdict,
                quality,
                reason,
                spans: [{ exchange: 0, in: 'content', start: 0, end: 2 }],
              },
            ],
          }
        : {
            verdict: outcome.status === 'miner_error' ? 'fail' : 'error',
            quality: 0,
            reason: outcome.detail,
            coverage: 0,
            criteria: [],
          },
    ...(script.metered === undefined ? {} : { metered: script.metered }),
  };
}

type Row = ExchangeRecord['events'][number];

function sampleExchange(
  script: SampleScript & { outcome: AttemptRecord['outcome']; toss: () => number },
): ExchangeRecord {
  const { outcome, toss, connectMs = 0, reasoning = 'Let me think about this. ' } = script;
  const firstMs = script.firstMs ?? 250 + 500 * toss();
  const stepMs = script.stepMs ?? 25 + 30 * toss();
  const content =
    script.content ?? 'The total comes to forty-two, as the second invoice was paid.\nANSWER: 42';
  const pieces = [
    ...piecesOf(reasoning).map((text) => ['reasoning', text] as const),
    ...piecesOf(content).map((text) => ['content', text] as const),
  ];
  const deltas = pieces.map(([kind, text], index): Row => {
    const tokens = Math.max(1, Math.round(text.length / 4));
    return [roundMs(connectMs + firstMs + index * stepMs), kind, text, tokens, index + 1, index + 1, 0];
  });
  const lastMs = deltas.at(-1)?.[0] ?? firstMs;
  const closing: Row[] =
    outcome.status === 'ok'
      ? (['finish', 'usage', 'done'] as const).map((kind, index) => [
          roundMs(lastMs + 5),
          kind,
          '',
          0,
          deltas.length + 1 + index,
          deltas.length + 1,
          0,
        ])
      : [];
  const role: Row = [roundMs(connectMs + firstMs / 2), 'role', '', 0, 0, 0, 0];
  const events = outcome.status === 'ok' ? [role, ...deltas, ...closing] : [role];
  const out = deltas.reduce((sum, [, , , tokens]) => sum + tokens, 0);
  const usage = script.usage ?? 'reported';
  const share = usage === 'half' ? 0.5 : 1;
  const reads = [
    ...new Map(
      events.map(([atMs, , text, , , read]) => [read, [atMs, text.length + 120] as [number, number]]),
    ).values(),
  ];
  return {
    request: script.request ?? {
      model: 'baseline-v1',
      messages: [{ role: 'user', content: 'Add up the invoices. End with one line: ANSWER: <number>' }],
      stream: true,
      stream_options: { include_usage: true },
    },
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    status: 200,
    contentType: 'text/event-stream',
    connectMs,
    headersMs: roundMs(connectMs + firstMs / 2),
    endMs: roundMs(lastMs + 10),
    reads,
    events,
    outcome,
    toolCalls: [],
    artifacts: [],
    finishReasons: outcome.status === 'ok' ? ['stop'] : [],
    ...(usage === 'missing' || outcome.status !== 'ok'
      ? {}
      : {
          usage: { promptTokens: Math.round(220 * share), completionTokens: Math.round((out + 4) * share) },
        }),
    flags: usage === 'missing' ? ['usage_missing'] : [],
    tries: [],
    scheduleLagMs: script.scheduleLagMs ?? 0.2,
    clientLagMs: script.clientLagMs ?? roundMs(1 + toss()),
    toolResults: [],
    ownTokens: { in: 200, out, estimated: false },
    ...(outcome.status === 'ok'
      ? { answerMs: deltas.find(([, kind]) => kind === 'content')?.[0] ?? deltas[0]?.[0] }
      : {}),
  };
}

/** Words with the space before them, as tokens come. */
function piecesOf(text: string): readonly string[] {
  return text.match(/\s*\S+\s*$|\s*\S+/gu) ?? [];
}

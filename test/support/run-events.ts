import type { AttemptRecord } from '../../src/results/attempt-record.js';
import type { RunEvent } from '../../src/run/run-event.js';
import type { MinerErrorKind } from '../../src/target/exchange.js';

interface SampleRecord {
  readonly attemptId: string;
  readonly verdict: AttemptRecord['grade']['verdict'];
  readonly reason?: string;
  readonly error?: MinerErrorKind;
}

/** A finished attempt of one exchange that took 1.5 s. */
export function sampleRecord({
  attemptId,
  verdict,
  reason = 'as wanted',
  error,
}: SampleRecord): AttemptRecord {
  const outcome: AttemptRecord['outcome'] =
    error === undefined ? { status: 'ok' } : { status: 'miner_error', kind: error, detail: 'it failed' };
  return {
    schema: 'janus-bench/attempt',
    schemaVersion: 1,
    attemptId,
    taskId: attemptId.replace(/#\d+$/, ''),
    repeat: 0,
    variant: 0,
    nonce: 'nx-00000000',
    issuedAt: '2026-01-01T00:00:00.000Z',
    outcome,
    exchanges: [
      {
        request: { model: 'm', messages: [] },
        traceparent: '00-0-0-01',
        connectMs: 0,
        endMs: 1_500,
        reads: [],
        events: [],
        outcome,
        toolCalls: [],
        artifacts: [],
        finishReasons: [],
        flags: [],
        tries: [],
        scheduleLagMs: 0,
        clientLagMs: 0,
        toolResults: [],
        ownTokens: { in: 1, out: 1, estimated: false },
      },
    ],
    grade: { verdict, quality: verdict === 'pass' ? 1 : 0, reason, coverage: 1, criteria: [] },
  };
}

export function started({ total, done = 0 }: { total: number; done?: number }): RunEvent {
  return {
    kind: 'started',
    runId: 'r1',
    folder: 'out/r1',
    suite: 'public/smoke',
    total,
    done,
    concurrency: 2,
  };
}

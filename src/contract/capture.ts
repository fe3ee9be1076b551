import { BenchError } from '../errors/bench-error.js';
import type { ChatRequest, Exchange } from '../target/exchange.js';
import { isOutput } from '../target/timeline.js';
import type { Timeouts } from '../target/target.js';
import { formatMs } from '../lib/quantity.js';
import { counted } from '../report/words.js';
import type { CheckContext } from './check.js';
import { isSuccess } from './is-success.js';

/** An exchange and its body as it stood on the wire. */
export interface Capture {
  readonly exchange: Exchange;
  /** The first 4 MB. */
  readonly bytes: Uint8Array;
  /** There was more. */
  readonly isCut: boolean;
}

const maxCaptureBytes = 2 ** 22;

/** Sends a request and keeps what came, whatever came. Throws where this side failed or was interrupted. */
export async function capture(
  context: Pick<CheckContext, 'target' | 'signal' | 'timeoutMs'>,
  request: ChatRequest,
  timeouts: Partial<Timeouts> = {},
): Promise<Capture> {
  const { target, signal, timeoutMs } = context;
  const reads: Uint8Array[] = [];
  let bytes = 0;
  const exchange = await target.exchange(request, {
    timeouts: { firstOutputMs: timeoutMs, idleMs: timeoutMs, totalMs: timeoutMs, ...timeouts },
    retries: 0,
    signal,
    onRead: (_, read) => {
      if (bytes < maxCaptureBytes) reads.push(read);
      bytes += read.length;
    },
  });
  signal.throwIfAborted();
  const { outcome } = exchange;
  if (outcome.status === 'harness_error') {
    throw new BenchError('invalid', `this side failed, so nothing can be said: ${outcome.detail}`, {
      hint: '`janus-bench doctor` looks at this machine.',
    });
  }
  return {
    exchange,
    bytes: Buffer.concat(reads).subarray(0, maxCaptureBytes),
    isCut: bytes > maxCaptureBytes,
  };
}

/** Whether a stream came that can be looked at, however it ended. */
export function hasStream({ status, timeline, flags }: Exchange): boolean {
  return isSuccess(status) && timeline.events.length > 0 && !flags.includes('not_streamed');
}

/** What came, in a few words. */
export function described({ outcome, status, contentType, timeline, flags }: Exchange): string {
  const detail = 'detail' in outcome ? outcome.detail : undefined;
  if (status === undefined) return detail ?? 'no response';
  const outputs = timeline.events.filter(isOutput).length;
  const type = contentType === undefined ? '' : ` ${contentType}`;
  const count = `${counted(outputs, 'output event')} in ${formatMs(timeline.endMs)}`;
  const body = flags.includes('not_streamed') ? 'one JSON body' : count;
  return `HTTP ${status}${type}, ${body}${detail === undefined ? '' : `; ${detail}`}`;
}

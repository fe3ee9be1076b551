import { answerStartMs } from '../metrics/answer-start.js';
import type { MeasuredAttempt, MeasuredExchange } from '../metrics/measured.js';
import type { Exchange } from '../target/exchange.js';

/** An exchange as the metrics take it. It is not graded, so its answer begins with its first content. */
export function measuredStream(exchange: Exchange): MeasuredExchange {
  const { timeline, reply, usage, scheduleLagMs, clientLagMs, flags } = exchange;
  return {
    timeline,
    answerMs: answerStartMs({ timeline, reply, spans: [], toolsDeclared: false }),
    usage,
    ownTokens: { in: 0, out: 0 },
    scheduleLagMs,
    clientLagMs,
    streamed: !flags.includes('not_streamed'),
  };
}

/** The same as an attempt of one exchange. */
export function measuredAlone(exchange: Exchange): MeasuredAttempt {
  return { exchanges: [measuredStream(exchange)] };
}

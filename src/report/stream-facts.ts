import { inert } from '../lib/inert.js';
import { formatMs } from '../lib/quantity.js';
import type { AttemptRecord, ExchangeRecord } from '../results/attempt-record.js';
import { counted } from './words.js';

/** One exchange in short phrases: how it ended, where the time before the body went, what was counted. All inert. */
export function streamFacts(exchange: ExchangeRecord): readonly string[] {
  const {
    endMs,
    status,
    connectMs,
    headersMs,
    phases,
    reads,
    events,
    usage,
    flags,
    tries,
    outcome,
    finishReasons,
    ownTokens,
  } = exchange;
  const bytes = reads.reduce((sum, [, count]) => sum + count, 0);
  const reported =
    usage === undefined
      ? 'no usage reported'
      : `reported ${usage.promptTokens ?? '?'} in, ${usage.completionTokens ?? '?'} out`;
  return [
    status === undefined ? 'no HTTP answer' : `HTTP ${status}`,
    formatMs(endMs),
    ...(connectMs > 0 ? [`connecting ${formatMs(connectMs)}`] : []),
    ...(phases === undefined ? [] : phaseFacts(phases)),
    ...(headersMs === undefined ? [] : [`headers ${formatMs(headersMs)}`]),
    `${counted(bytes, 'byte')} in ${counted(reads.length, 'read')}`,
    counted(events.length, 'event'),
    reported,
    `own count ${ownTokens.in} in, ${ownTokens.out} out${ownTokens.estimated ? ' (estimated)' : ''}`,
    ...(finishReasons.length > 0 ? [`finish ${inert(finishReasons.join(', '), 60)}`] : []),
    ...(tries.length > 0 ? [counted(tries.length, 'earlier try').replace('trys', 'tries')] : []),
    ...flags,
    ...(outcome.status === 'ok' ? [] : [inert(outcome.detail, 300)]),
  ];
}

/** Where the time before the body went. */
function phaseFacts({
  setUp,
  sentMs,
  firstByteMs,
}: NonNullable<ExchangeRecord['phases']>): readonly string[] {
  const parts: readonly (readonly [string, number | undefined])[] = [
    ['DNS', setUp?.dnsMs],
    ['TCP', setUp?.tcpMs],
    ['proxy', setUp?.proxyMs],
    ['TLS', setUp?.tlsMs],
  ];
  const set = parts.flatMap(([name, ms]) => (ms === undefined ? [] : [`${name} ${formatMs(ms)}`]));
  return [
    setUp === undefined ? 'connection used before' : `new connection (${set.join(', ')})`,
    ...(sentMs === undefined ? [] : [`request sent ${formatMs(sentMs)}`]),
    ...(firstByteMs === undefined ? [] : [`first byte ${formatMs(firstByteMs)}`]),
  ];
}

/** What the operator's meter saw: `in 210, out 48`. */
export function meteredText(metered: NonNullable<AttemptRecord['metered']>): string {
  return Object.entries(metered)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]))
    .join(', ');
}

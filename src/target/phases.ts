import { roundMs } from '../lib/clock.js';
import type { FlightPhases } from './timing-messages.js';
import type { Phases, SetUpPhases } from './timeline.js';

/** The worker's stamps as times since the issue at `originMs`, three decimals. */
export function phasesOf(flight: FlightPhases | undefined, originMs: number): Phases | undefined {
  if (flight === undefined) return undefined;
  const { setUp, sentAtMs, firstByteAtMs } = flight;
  return {
    setUp: setUp === undefined ? undefined : roundedSetUp(setUp),
    sentMs: roundedOrNone(sentAtMs, originMs),
    firstByteMs: roundedOrNone(firstByteAtMs, originMs),
  };
}

function roundedSetUp({ dnsMs, tcpMs, proxyMs, tlsMs }: SetUpPhases): SetUpPhases {
  return {
    dnsMs: roundedOrNone(dnsMs),
    tcpMs: roundMs(tcpMs),
    proxyMs: roundedOrNone(proxyMs),
    tlsMs: roundedOrNone(tlsMs),
  };
}

function roundedOrNone(atMs: number | undefined, originMs = 0): number | undefined {
  return atMs === undefined ? undefined : roundMs(atMs - originMs);
}

import { BenchError } from '../errors/bench-error.js';
import { drawArrivals, type ArrivalList, type OpenLoad } from './load-arrivals.js';
import type { Settings } from './settings.js';

/** More attempts than this are no benchmark run: plan and records are held in memory. */
export const mostAttempts = 200_000;

/** An open loop never waits for answers, but sockets and memory end somewhere: beyond this many, arrivals wait and are late. */
export const mostUnderWay = 2_048;

type LoadSettings = Pick<Settings, 'rate' | 'arrivals' | 'rampMs' | 'durationMs' | 'requests'>;

/** The open loop that the settings ask for; without a count or a time of its own it issues `planned` attempts. Undefined: a closed loop. */
export function openLoadOf(settings: LoadSettings, planned: number): OpenLoad | undefined {
  const { rate, arrivals, rampMs = 0, durationMs, requests } = settings;
  if (rate === undefined) return undefined;
  const until = durationMs === undefined ? { attempts: requests ?? planned } : { durationMs };
  return { rate, arrivals, rampMs, until };
}

/** An open loop with its arrivals. */
export interface PlannedLoad extends ArrivalList, Omit<OpenLoad, 'until'> {}

/** Draws the arrival list of an open loop; undefined: a closed loop. Throws BenchError('usage') where nothing would arrive. */
export function planLoad(
  settings: LoadSettings,
  { planned, seed }: { readonly planned: number; readonly seed: string },
): PlannedLoad | undefined {
  const load = openLoadOf(settings, planned);
  if (load === undefined) return undefined;
  const list = drawArrivals(load, seed);
  if (list.arrivalsMs.length === 0) {
    throw new BenchError('usage', `at ${load.rate} a second nothing arrives within the duration`, {
      hint: 'Ask for a longer --duration, a higher --rate, or a number of --requests.',
    });
  }
  const { rate, arrivals, rampMs } = load;
  return { rate, arrivals, rampMs, ...list };
}

/** Connections opened ahead and kept: one a slot; of an open loop two seconds' worth of arrivals, 4 to 512. */
export function connectionsOf({ rate, concurrency }: Pick<Settings, 'rate' | 'concurrency'>): number {
  return rate === undefined ? concurrency : Math.min(512, Math.max(4, Math.ceil(2 * rate)));
}

import type { SettingSources } from './layered-settings.js';
import { expectedAttempts } from './load-arrivals.js';
import { mostAttempts, openLoadOf } from './load-shape.js';
import type { Settings } from './settings.js';

/** What about the shape of the load contradicts itself, each with where it was said. */
export function loadRules(settings: Settings, from: SettingSources): readonly string[] {
  const { rate, requests, durationMs, repeat } = settings;
  const problems = rate === undefined ? closedLoopRules(settings, from) : openLoopRules(settings, from);
  const asked = requests === undefined ? 'durationMs' : 'requests';
  if ((requests !== undefined || durationMs !== undefined) && repeat !== 1)
    problems.push(`${from.repeat}: ${from[asked]} already says how often tasks are repeated`);
  return problems;
}

function closedLoopRules({ arrivals, durationMs, rampMs }: Settings, from: SettingSources): string[] {
  const problems: string[] = [];
  if (arrivals !== 'constant')
    problems.push(`${from.arrivals}: arrivals are drawn for an open loop: --rate R`);
  if (rampMs !== undefined) problems.push(`${from.rampMs}: there is no rate to grow to: --rate R`);
  if (durationMs !== undefined)
    problems.push(`${from.durationMs}: a duration needs --rate R; without a rate say --requests N`);
  return problems;
}

function openLoopRules(settings: Settings, from: SettingSources): string[] {
  const { concurrency, requests, durationMs, rampMs, resume } = settings;
  const problems: string[] = [];
  if (concurrency !== 1)
    problems.push(
      `${from.concurrency}: an open loop (${from.rate}) issues on its schedule, however many run`,
    );
  if (requests !== undefined && durationMs !== undefined)
    problems.push(`${from.requests}: ${from.durationMs} already says when it ends`);
  if (rampMs !== undefined && durationMs !== undefined && rampMs >= durationMs)
    problems.push(`${from.rampMs}: the ramp must be over before the end (${from.durationMs})`);
  const load = openLoadOf(settings, 0);
  if (load !== undefined && expectedAttempts(load) > mostAttempts)
    problems.push(`${from.durationMs}: that makes more than ${mostAttempts} attempts`);
  if (resume !== undefined)
    problems.push(`${from.resume}: an open loop is not taken up again; half a load is another load`);
  return problems;
}

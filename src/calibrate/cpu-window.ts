import { sharedNowMs, untilSharedMs } from './thread-clock.js';

/** CPU time that this whole process used between two moments, as they were really met. Shared clock, ms. */
export interface CpuWindow {
  readonly fromMs: number;
  readonly toMs: number;
  readonly usedMs: number;
}

export async function cpuWithin(fromMs: number, toMs: number): Promise<CpuWindow> {
  await untilSharedMs(fromMs);
  const before = process.cpuUsage();
  const startedMs = sharedNowMs();
  await untilSharedMs(toMs);
  const { user, system } = process.cpuUsage(before);
  return { fromMs: startedMs, toMs: sharedNowMs(), usedMs: (user + system) / 1_000 };
}

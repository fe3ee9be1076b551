import { readFile } from 'node:fs/promises';
import { isAlive } from '../lib/process-alive.js';

/**
 * What tells a process from a later one with the same id: boot and start time, from Linux's /proc. Empty where the system
 * does not say (then only the id counts); undefined: there is no such process, or it has ended and waits to be reaped.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (!isAlive(pid)) return undefined;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return isAlive(pid) ? '' : undefined;
  // The second field is the program's name in brackets, and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state = '', started = ''] = [fields[0], fields[19]];
  if (state === 'Z' || state === 'X') return undefined;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${boot.trim()} ${started}`;
}

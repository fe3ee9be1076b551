import { once } from 'node:events';
import * as z from 'zod';
import { exportRows, exportTables } from '../arena/read/export-rows.js';
import { BenchError } from '../errors/bench-error.js';
import { safeJson } from '../report/json.js';
import { storeOption, visitStore } from './arena-store.js';
import { requireHost } from './arena-choice.js';
import type { CommandAction } from './command.js';
import type { OutputStream } from './io.js';
import { isOn, readOptions } from './read-options.js';

/** `arena export`: a whole table as JSON Lines, however large. */
export const arenaExport: CommandAction = async (call) => {
  const { io } = call;
  const { host, store, ...wanted } = readOptions(call, {
    attempts: isOn,
    cohorts: isOn,
    cases: isOn,
    standings: isOn,
    host: z.string().optional(),
    store: storeOption,
  });
  const [table = 'attempts', another] = exportTables.filter((each) => wanted[each]);
  if (another !== undefined)
    throw new BenchError('usage', `one table at a time: --${table} or --${another}`, {
      hint: 'Export each to a file of its own.',
    });
  await using database = await visitStore(io, store);
  await requireHost(database, host);
  for await (const row of exportRows(database, { table, host }))
    if (!(await written(io.stdout, `${safeJson(row)}\n`))) break;
  return 'ok';
};

/** Waits where the reader is slow. False: it has gone away, as `| head` does. */
async function written(stdout: OutputStream, line: string): Promise<boolean> {
  if (!stdout.writable) return false;
  if (stdout.write(line)) return true;
  const gone = new AbortController();
  const { signal } = gone;
  try {
    await Promise.race([once(stdout, 'drain', { signal }), once(stdout, 'close', { signal })]);
  } catch {
    return false;
  } finally {
    gone.abort();
  }
  return stdout.writable;
}

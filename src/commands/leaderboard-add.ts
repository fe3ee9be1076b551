import * as z from 'zod';
import { addRun, type Added } from '../leaderboard/add-run.js';
import { readCompetitors } from '../leaderboard/registry.js';
import { inert } from '../lib/inert.js';
import { realClock } from '../lib/real-clock.js';
import { jsonFile } from '../report/json.js';
import { findRun } from '../results/find-run.js';
import type { CommandAction } from './command.js';
import { pathFrom } from './io.js';
import { leaderboardPlace, openOrMakeStore } from './leaderboard-store.js';
import { isOn, readOptions } from './read-options.js';
import { trustedKeys } from './trusted-keys.js';

/** `leaderboard add`: onto its board, or among the unverified with every reason. Exit code 1 if one stands on no board. */
export const leaderboardAdd: CommandAction = async (call) => {
  const { io, operands } = call;
  const options = readOptions(call, {
    publicKey: z.array(z.string()).default([]),
    output: z.string().default('janus-results'),
    store: z.string().optional(),
    config: z.string().optional(),
    json: isOn,
  });
  const place = await leaderboardPlace(io, options);
  const publicKeys = await trustedKeys(io, options.publicKey, place.config);
  const added: Added[] = [];
  const names = new Map<string, string>();
  {
    await using database = await openOrMakeStore(io, place);
    for (const reference of operands) {
      const run = await findRun(reference, pathFrom(io, options.output));
      const now = realClock.wall().getTime();
      added.push(await addRun({ database, place: run, publicKeys, now }));
    }
    for (const { id, name } of await readCompetitors(database)) names.set(id, name);
  }
  if (options.json) io.stdout.write(jsonFile(added));
  else for (const each of added) io.stdout.write(textOf(each, names));
  return added.every(({ status }) => status === 'official') ? 'ok' : 'bar';
};

function textOf(
  { runId, status, competitor, board, reasons, isNew }: Added,
  names: ReadonlyMap<string, string>,
): string {
  const again = isNew ? '' : ' (it was there already)';
  const id = competitor ?? '';
  if (status === 'official')
    return `${runId}: on board ${board ?? ''}, for ${inert(names.get(id) ?? id, 100)} (${inert(id, 100)})${again}\n`;
  const lines = reasons.map((reason) => `  - ${inert(reason, 500)}\n`);
  return `${runId}: UNVERIFIED, on no board${again}\n${lines.join('')}`;
}

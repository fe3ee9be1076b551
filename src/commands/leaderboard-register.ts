import * as z from 'zod';
import { register } from '../leaderboard/registry.js';
import { realClock } from '../lib/real-clock.js';
import { jsonFile } from '../report/json.js';
import type { CommandAction } from './command.js';
import { leaderboardPlace, openOrMakeStore } from './leaderboard-store.js';
import { isOn, readOptions } from './read-options.js';

/** `leaderboard register`: who a target is, so that its runs are somebody's. */
export const leaderboardRegister: CommandAction = async (call) => {
  const { io, operands } = call;
  const text = z.string().optional();
  const { store, config, json, disable, ...submission } = readOptions(call, {
    name: text,
    owner: text,
    image: text,
    model: text,
    contact: text,
    homepage: text,
    notes: text,
    apiKeyEnv: text,
    disable: isOn,
    store: text,
    config: text,
    json: isOn,
  });
  await using database = await openOrMakeStore(io, await leaderboardPlace(io, { store, config }));
  const [target = ''] = operands;
  const now = realClock.wall().getTime();
  const registered = await register(database, { ...submission, target, disable }, now);
  const { competitor, name, target: place, enabled } = registered.submission;
  const did = registered.isNew ? 'registered' : 'brought up to date';
  io.stdout.write(
    json
      ? jsonFile({ ...registered.submission, isNew: registered.isNew })
      : `${did}: ${name} (${competitor}) at ${place}${enabled ? '' : ', disabled'}\n`,
  );
  return 'ok';
};

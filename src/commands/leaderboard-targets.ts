import * as z from 'zod';
import { readCompetitors } from '../leaderboard/registry.js';
import type { Competitor } from '../leaderboard/standings.js';
import { inert } from '../lib/inert.js';
import { renderGrid, type GridColumn } from '../report/grid.js';
import { jsonFile } from '../report/json.js';
import { openStore } from '../store/open-store.js';
import type { CommandAction } from './command.js';
import { columnsOf } from './io.js';
import { leaderboardPlace } from './leaderboard-store.js';
import { isOn, readOptions } from './read-options.js';

/** `leaderboard targets`: everybody who is registered. */
export const leaderboardTargets: CommandAction = async (call) => {
  const { io } = call;
  const { store, config, json } = readOptions(call, {
    store: z.string().optional(),
    config: z.string().optional(),
    json: isOn,
  });
  const place = await leaderboardPlace(io, { store, config });
  await using database = await openStore(place.store, { role: 'visitor' });
  const competitors = await readCompetitors(database);
  if (json) io.stdout.write(jsonFile(competitors));
  else io.stdout.write(table(competitors, columnsOf(io.stdout)));
  return 'ok';
};

function table(competitors: readonly Competitor[], columns: number): string {
  if (competitors.length === 0) return 'nobody is registered: janus-bench leaderboard register TARGET\n';
  const lines = renderGrid(competitors, grid, { columns, quiet: (text) => text });
  return `${lines.join('\n')}\n`;
}

const grid: readonly GridColumn<Competitor>[] = [
  { title: 'name', align: 'left', of: ({ name }) => inert(name, 60), rank: 0 },
  { title: 'target', align: 'left', of: ({ target }) => inert(target, 200), rank: 0 },
  { title: 'model', align: 'left', of: ({ model }) => inert(model ?? '', 60), rank: 2 },
  { title: 'known by', align: 'left', of: ({ id }) => inert(id, 80), rank: 3 },
  { title: 'owner', align: 'left', of: ({ owner }) => inert(owner ?? '', 60), rank: 4 },
  {
    title: 'registered',
    align: 'left',
    of: ({ registeredAt }) => new Date(registeredAt).toISOString().slice(0, 10),
    rank: 5,
  },
  { title: '', align: 'left', of: ({ enabled }) => (enabled ? '' : 'disabled'), rank: 0 },
];

import { readAgents } from '../arena/read/read-agents.js';
import { arenaTablesOf } from '../arena/tables/arena-tables.js';
import { toAgentsFile } from '../arena/text/agents-file.js';
import { agentsTextPage } from '../arena/text/agents-page-text.js';
import { inert } from '../lib/inert.js';
import { realClock } from '../lib/real-clock.js';
import type { Database } from '../store/database.js';
import { arenaFormat, writeArenaPage } from './arena-output.js';
import { storeOption, visitStore } from './arena-store.js';
import type { CommandAction } from './command.js';
import { readOptions } from './read-options.js';
import { unknownName } from './unknown-name.js';

/** `arena agents`: every agent the store knows. */
export const arenaAgents: CommandAction = async (call) => {
  const { format, store } = readOptions(call, { format: arenaFormat, store: storeOption });
  await using database = await visitStore(call.io, store);
  const agents = await readAgents(database);
  writeArenaPage(call.io, format, { page: () => agentsTextPage(agents), file: () => toAgentsFile(agents) });
  return 'ok';
};

/** `arena agents enable`: it takes part from the next cohort on. */
export const arenaAgentsEnable: CommandAction = (call) => switchAgent(call, true);

/** `arena agents disable`: it takes part in no further cohort, and stays on the boards, marked. */
export const arenaAgentsDisable: CommandAction = (call) => switchAgent(call, false);

async function switchAgent(call: Parameters<CommandAction>[0], enabled: boolean): ReturnType<CommandAction> {
  const { io, operands } = call;
  const [id = ''] = operands;
  const { store } = readOptions(call, { store: storeOption });
  await using database = await visitStore(io, store);
  const before = await knownAgent(database, id);
  await arenaTablesOf(database).agents.setEnabled(id, enabled, realClock.wall().getTime());
  const word = enabled ? 'enabled' : 'disabled';
  const effect = before.enabled === enabled ? `was ${word} already` : `is ${word} from the next cohort on`;
  io.stdout.write(`${inert(id, 120)} ${effect}\n`);
  if (enabled && !before.isConfigured)
    io.stderr.write('the configuration names it no more: it takes part once a worker is started that does\n');
  return 'ok';
}

async function knownAgent(database: Database, id: string) {
  const agents = await readAgents(database);
  const found = agents.find((agent) => agent.id === id);
  if (found !== undefined) return found;
  throw unknownName('agent', id, {
    names: agents.map((agent) => agent.id),
    ifNone: 'No agent is known yet: a worker registers those of its configuration.',
  });
}

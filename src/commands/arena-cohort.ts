import { latestCohorts, readCohort, type CohortReading } from '../arena/read/read-cohort.js';
import { toCohortFile, toCohortsFile } from '../arena/text/cohort-file.js';
import { cohortTextPage } from '../arena/text/cohort-page-text.js';
import { cohortsTextPage } from '../arena/text/cohorts-page-text.js';
import { inert } from '../lib/inert.js';
import type { Database } from '../store/database.js';
import { arenaFormat, writeArenaPage } from './arena-output.js';
import { storeOption, visitStore } from './arena-store.js';
import type { CommandAction } from './command.js';
import { readOptions, wholeFrom } from './read-options.js';
import { unknownName } from './unknown-name.js';

/** `arena cohort`: one cohort down to its checkpoints; without an id the latest ones. */
export const arenaCohort: CommandAction = async (call) => {
  const { io, operands } = call;
  const { format, limit, store } = readOptions(call, {
    format: arenaFormat,
    limit: wholeFrom(1, 1_000).default(20),
    store: storeOption,
  });
  const [id] = operands;
  await using database = await visitStore(io, store);
  if (id === undefined) {
    const cohorts = await latestCohorts(database, limit);
    writeArenaPage(io, format, {
      page: () => cohortsTextPage(cohorts),
      file: () => toCohortsFile(cohorts),
    });
    return 'ok';
  }
  const reading = (await readCohort(database, id)) ?? (await readByStart(database, id));
  writeArenaPage(io, format, { page: () => cohortTextPage(reading), file: () => toCohortFile(reading) });
  return 'ok';
};

/** Among so many an id that was cut short or mistyped is looked for. */
const searched = 500;

async function readByStart(database: Database, id: string): Promise<CohortReading> {
  const known = (await latestCohorts(database, searched)).map((cohort) => cohort.id);
  const [meant, another] = known.filter((each) => each.startsWith(id));
  const reading =
    another === undefined && meant !== undefined ? await readCohort(database, meant) : undefined;
  if (reading !== undefined) return reading;
  const [newest = ''] = known;
  throw unknownName('cohort', id, {
    names: known,
    ifNone: 'No cohort has been queued yet: start `janus-bench arena worker`.',
    otherwise: `The newest is ${inert(newest, 120)}; \`janus-bench arena cohort\` lists the latest.`,
  });
}

import { createPublicKey, randomUUID, type KeyObject } from 'node:crypto';
import { hostname } from 'node:os';
import * as z from 'zod';
import { nextRoundAt } from '../leaderboard/next-round.js';
import { inert } from '../lib/inert.js';
import { readSigningKey } from '../results/sign.js';
import { flagLayer } from '../run/setting-layers.js';
import { realClock } from '../lib/real-clock.js';
import { openStore } from '../store/open-store.js';
import { runSchedule } from '../wiring/run-schedule.js';
import { arenaEventLine } from './arena-event-line.js';
import { tellOn } from './arena-store.js';
import type { CommandAction, CommandCall } from './command.js';
import { listenForInterrupt } from './interrupt.js';
import { pathFrom, type Io } from './io.js';
import { leaderboardPlace, type LeaderboardPlace } from './leaderboard-store.js';
import { measureCompetitor } from './measure-competitor.js';
import { isOn, readOptions } from './read-options.js';
import { trustedKeys } from './trusted-keys.js';

/** `schedule`: public rounds when they are due, until it is stopped; or one at once; or only their dates. */
export const schedule: CommandAction = async (call) => {
  const { io } = call;
  const options = readOptions(call, flags);
  const place = await leaderboardPlace(io, options);
  const calendar = {
    cron: options.cron ?? place.config.cron ?? '0 3 * * *',
    timeZone: options.tz ?? place.config.timeZone ?? 'UTC',
  };
  if (options.next !== undefined) {
    io.stdout.write(nextDates(calendar, typeof options.next === 'number' ? options.next : 1));
    return 'ok';
  }
  // Now, so that what cannot be read is known before the first round and not at 3 in the morning.
  nextRoundAt(calendar.cron, calendar.timeZone, realClock.wall().getTime());
  const publicKeys = await readKeys(call, place, options);
  return keep({ call, place, calendar, options, publicKeys });
};

const count = z
  .string()
  .regex(/^[1-9]\d{0,2}$/)
  .transform(Number);

const flags = {
  cron: z.string().optional(),
  tz: z.string().optional(),
  once: isOn,
  next: z.union([z.boolean(), count], 'must be a whole number from 1 to 999').optional(),
  store: z.string().optional(),
  config: z.string().optional(),
  publicKey: z.array(z.string()).default([]),
  sign: z.string().optional(),
  quiet: isOn,
};
type Options = z.output<z.ZodObject<typeof flags>>;

interface Calendar {
  readonly cron: string;
  readonly timeZone: string;
}

function nextDates({ cron, timeZone }: Calendar, dates: number): string {
  const lines: string[] = [];
  for (let atMs = realClock.wall().getTime(); lines.length < dates;) {
    atMs = nextRoundAt(cron, timeZone, atMs);
    lines.push(`${new Date(atMs).toISOString()}\n`);
  }
  return lines.join('');
}

/** Who signs the rounds is believed, besides whom the operator names. */
async function readKeys(
  { io }: CommandCall,
  { config }: LeaderboardPlace,
  { publicKey, sign }: Options,
): Promise<readonly KeyObject[]> {
  const keys = await trustedKeys(io, publicKey, config);
  if (sign !== undefined) keys.push(createPublicKey(await readSigningKey(pathFrom(io, sign))));
  if (keys.length === 0)
    io.stderr.write('warning: no key is trusted (--sign), so no run of a round will stand on a board\n');
  return keys;
}

interface Keeping {
  readonly call: CommandCall;
  readonly place: LeaderboardPlace;
  readonly calendar: Calendar;
  readonly options: Options;
  readonly publicKeys: readonly KeyObject[];
}

async function keep({ call, place, calendar, options, publicKeys }: Keeping) {
  const { io } = call;
  // Ctrl-C ends the program at once until there is something to stop: PGlite leaves no room for more while it starts.
  await using database = await openStore(place.store, { role: 'owner', tell: tellOn(io) });
  using interrupt = listenForInterrupt(io, () =>
    io.stderr.write(
      'stopping: what is finished is kept, and the round can be gone on with; once more ends at once\n',
    ),
  );
  const measuring = {
    io,
    given: flagLayer(call.options),
    configPath: options.config,
    onWarning: (competitor: string, message: string) => {
      if (!options.quiet) io.stderr.write(`warning: ${inert(competitor, 100)}: ${inert(message, 500)}\n`);
    },
  };
  await runSchedule({
    database,
    ...calendar,
    once: options.once,
    owner: `${hostname()}/${randomUUID()}`,
    publicKeys,
    measure: (wanted, signal) => measureCompetitor(measuring, wanted, signal),
    signal: interrupt.signal,
    onEvent: (event) => tellEvent(event, io, options),
  });
  return interrupt.exitReason() ?? 'ok';
}

function tellEvent(event: Parameters<typeof arenaEventLine>[0], io: Io, { quiet }: Options): void {
  if (quiet && event.level !== 'alert') return;
  io.stderr.write(arenaEventLine(event, { isTerminal: io.stderr.isTTY === true }));
}

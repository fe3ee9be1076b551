import * as z from 'zod';
import { nextRoundAt } from '../leaderboard/next-round.js';
import { renderLeaderboardPage } from '../leaderboard/pages/leaderboard-page.js';
import { readLeaderboard, type SnapshotSettings } from '../leaderboard/read-leaderboard.js';
import { scoreNames } from '../leaderboard/standings.js';
import { leaderboardRenderers } from '../leaderboard/text/leaderboard-renderers.js';
import { inert } from '../lib/inert.js';
import { realClock } from '../lib/real-clock.js';
import type { LeaderboardSection } from '../run/leaderboard-section.js';
import { openStore } from '../store/open-store.js';
import type { CommandAction } from './command.js';
import { columnsOf, wantsColor } from './io.js';
import { leaderboardPlace } from './leaderboard-store.js';
import { readLeaderboardAssets } from './page-assets.js';
import { readOptions, word } from './read-options.js';

/** `leaderboard show`: a board, its history and the figures above it. */
export const leaderboardShow: CommandAction = async (call) => {
  const { io } = call;
  const text = z.string().optional();
  const options = readOptions(call, {
    sort: word(scoreNames).default('composite'),
    format: word(['table', 'markdown', 'json', 'csv', 'html']).default('table'),
    board: text,
    prizePool: text,
    epoch: text,
    cron: text,
    store: text,
    config: text,
  });
  const { format } = options;
  const place = await leaderboardPlace(io, options);
  const now = realClock.wall().getTime();
  const settings = snapshotSettings({ ...place.config, ...given(options) }, now);
  await using database = await openStore(place.store, { role: 'visitor' });
  const leaderboard = await readLeaderboard(database, {
    ...{ board: options.board, sortedBy: options.sort, settings, now },
  });
  const page = { columns: columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) };
  io.stdout.write(
    format === 'html'
      ? renderLeaderboardPage({ leaderboard, assets: await readLeaderboardAssets() })
      : leaderboardRenderers[format](leaderboard, page),
  );
  return 'ok';
};

type Told = Pick<LeaderboardSection, 'prizePool' | 'epoch' | 'cron'>;

function given({ prizePool, epoch, cron }: Told): Told {
  return {
    ...(prizePool === undefined ? {} : { prizePool: bounded(prizePool) }),
    ...(epoch === undefined ? {} : { epoch: bounded(epoch) }),
    ...(cron === undefined ? {} : { cron }),
  };
}

function bounded(text: string): string {
  return inert(text, 200);
}

function snapshotSettings(told: LeaderboardSection, now: number): SnapshotSettings {
  const { prizePool = null, epoch = null, cron, timeZone = 'UTC' } = told;
  const nextPublicRunAt = cron === undefined ? null : nextRoundAt(cron, timeZone, now);
  return { prizePool, epoch, cron: cron ?? null, nextPublicRunAt };
}

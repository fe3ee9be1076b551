import { safeJson } from '../../report/json.js';
import type { PageAssets } from '../../report/html/page-assets.js';
import type { Database } from '../../store/database.js';
import {
  boardSitePage,
  hrefOf,
  methodologySitePage,
  problemSitePage,
  textSitePage,
} from '../pages/site-pages.js';
import { readAgents } from '../read/read-agents.js';
import { readBoard } from '../read/read-board.js';
import { hasHost } from '../read/has-host.js';
import { latestCohorts, readCohort } from '../read/read-cohort.js';
import { readHosts } from '../read/read-hosts.js';
import { readMethodology } from '../read/read-methodology.js';
import { readOps } from '../read/read-ops.js';
import { readStats } from '../read/read-stats.js';
import { toAgentsFile } from '../text/agents-file.js';
import { toBoardFile } from '../text/board-file.js';
import { toCohortFile, toCohortsFile } from '../text/cohort-file.js';
import { cohortHref } from '../text/cohort-words.js';
import { cohortTextPage } from '../text/cohort-page-text.js';
import { cohortsTextPage } from '../text/cohorts-page-text.js';
import { toMethodologyFile } from '../text/methodology-file.js';
import { toOpsFile } from '../text/ops-file.js';
import { opsTextPage } from '../text/ops-page-text.js';
import { toStatsFile } from '../text/stats-file.js';
import { statsTextPage } from '../text/stats-page-text.js';
import type { Answer } from './answer.js';
import type { SiteRequest } from './site-request.js';

export interface AnswerTools {
  readonly database: Database;
  readonly assets: PageAssets;
  /** The calendar's, ms since 1970. */
  readonly nowMs: number;
}

type Asked<Kind extends SiteRequest['kind']> = Extract<SiteRequest, { readonly kind: Kind }>;

const listedCohorts = 50;

/** Reads what was asked for and renders it. Rejects with what the store rejects with. */
export async function makeAnswer(asked: SiteRequest, tools: AnswerTools): Promise<Answer> {
  const { database, assets } = tools;
  if ('host' in asked && asked.host !== undefined && !(await hasHost(database, asked.host)))
    return problemAnswer({ status: 404, text: 'No case of that host', isJson: asked.isJson }, assets);
  switch (asked.kind) {
    case 'board':
      return await boardAnswer(asked, tools);
    case 'stats':
      return await statsAnswer(asked, tools);
    case 'methodology':
      return await methodologyAnswer(asked, tools);
    case 'cohorts':
      return await cohortsAnswer(asked, tools);
    case 'cohort':
      return await cohortAnswer(asked, tools);
    case 'agents':
      return json(toAgentsFile(await readAgents(tools.database)));
    case 'ops':
      return await opsAnswer(asked, tools);
  }
}

async function boardAnswer({ isJson, window, host }: Asked<'board' | 'stats'>, tools: AnswerTools) {
  const { database, assets, nowMs } = tools;
  const board = await readBoard(database, { window, host, nowMs });
  if (isJson) return json(toBoardFile(board));
  const hosts = await hostsOf(database);
  return html(
    boardSitePage(board, { path: '/', json: hrefOf('/api/board', { window, host }), assets, hosts }),
  );
}

async function statsAnswer({ isJson, window, host }: Asked<'board' | 'stats'>, tools: AnswerTools) {
  const { database, assets, nowMs } = tools;
  const stats = await readStats(database, { window, host, nowMs });
  if (isJson) return json(toStatsFile(stats));
  const choice = { window, host, hosts: await hostsOf(database) };
  return html(
    textSitePage(statsTextPage(stats), {
      path: '/stats',
      json: hrefOf('/api/stats', { window, host }),
      assets,
      choice,
    }),
  );
}

async function methodologyAnswer({ isJson, host }: Asked<'methodology'>, tools: AnswerTools) {
  const { database, assets, nowMs } = tools;
  const reading = await readMethodology(database, { host, nowMs });
  if (isJson) return json(toMethodologyFile(reading, { host }));
  return html(methodologySitePage(reading, { path: '/methodology', json: '/api/methodology', assets, host }));
}

async function cohortsAnswer(
  { isJson }: Asked<'cohorts' | 'agents' | 'ops'>,
  { database, assets }: AnswerTools,
) {
  const cohorts = await latestCohorts(database, listedCohorts);
  if (isJson) return json(toCohortsFile(cohorts));
  return html(textSitePage(cohortsTextPage(cohorts), { path: '/cohorts', json: '/api/cohorts', assets }));
}

async function cohortAnswer({ isJson, id }: Asked<'cohort'>, { database, assets }: AnswerTools) {
  const reading = await readCohort(database, id);
  if (reading === undefined)
    return problemAnswer({ status: 404, text: 'There is no such cohort', isJson }, assets);
  if (isJson) return json(toCohortFile(reading));
  const place = { path: '/cohorts', json: `/api${cohortHref(id)}`, assets } as const;
  return html(textSitePage(cohortTextPage(reading), place));
}

async function opsAnswer(
  { isJson }: Asked<'cohorts' | 'agents' | 'ops'>,
  { database, assets, nowMs }: AnswerTools,
) {
  const reading = await readOps(database, { nowMs, eventCount: 100 });
  if (isJson) return json(toOpsFile(reading));
  return html(textSitePage(opsTextPage(reading), { path: '/ops', json: '/api/ops', assets }));
}

async function hostsOf(database: Database): Promise<readonly string[]> {
  return (await readHosts(database)).map(({ host }) => host);
}

/** What went wrong, as the reader asked to be answered, without anything of the inside. */
export function problemAnswer(
  { status, text, isJson }: { readonly status: number; readonly text: string; readonly isJson: boolean },
  assets: PageAssets,
): Answer {
  const body = isJson
    ? `${safeJson({ error: { status, message: text } })}\n`
    : problemSitePage({ status, text }, assets);
  return { status, type: isJson ? 'json' : 'html', body };
}

function html(body: string): Answer {
  return { status: 200, type: 'html', body };
}

function json(value: object): Answer {
  return { status: 200, type: 'json', body: `${safeJson(value)}\n` };
}

import { describe, expect, test } from 'vitest';
import { agentsTextPage } from '../../../src/arena/text/agents-page-text.js';
import { arenaAgentsSchema, toAgentsFile } from '../../../src/arena/text/agents-file.js';
import { renderBoardCsv } from '../../../src/arena/text/board-csv.js';
import { arenaBoardSchema, toBoardFile } from '../../../src/arena/text/board-file.js';
import { boardTextPage } from '../../../src/arena/text/board-page-text.js';
import {
  arenaCohortSchema,
  arenaCohortsSchema,
  toCohortFile,
  toCohortsFile,
} from '../../../src/arena/text/cohort-file.js';
import { cohortTextPage } from '../../../src/arena/text/cohort-page-text.js';
import { cohortsTextPage } from '../../../src/arena/text/cohorts-page-text.js';
import { arenaMethodologySchema, toMethodologyFile } from '../../../src/arena/text/methodology-file.js';
import { methodologyTextPage } from '../../../src/arena/text/methodology-page-text.js';
import { arenaOpsSchema, toOpsFile } from '../../../src/arena/text/ops-file.js';
import { opsTextPage } from '../../../src/arena/text/ops-page-text.js';
import { renderTextMarkdown } from '../../../src/arena/text/render-text-markdown.js';
import { renderTextTable } from '../../../src/arena/text/render-text-table.js';
import { renderStatsCsv } from '../../../src/arena/text/stats-csv.js';
import { arenaStatsSchema, toStatsFile } from '../../../src/arena/text/stats-file.js';
import { statsTextPage } from '../../../src/arena/text/stats-page-text.js';
import type { TextPage } from '../../../src/arena/text/text-page.js';
import { safeJson } from '../../../src/report/json.js';
import {
  boardNamed,
  sampleAgents,
  sampleBoard,
  sampleCohort,
  sampleMethodology,
  sampleOps,
  sampleStats,
  sampleSummary,
} from '../../support/arena-readings.js';
import { hostileTexts, unsafe } from '../../support/hostile-text.js';

const wide = { columns: 200, color: false };

describe('the board in a terminal', () => {
  const text = renderTextTable(boardTextPage(sampleBoard()), wide);
  const lineOf = (name: string) =>
    text
      .split('\n')
      .filter((line) => line.includes(name))
      .join('\n');

  test('it says window, hosts, corpus and how old its figures are', () => {
    expect(text).toContain('last 24 hours · all hosts · 4 cases');
    expect(text).toContain('figures of 2026-04-21 12:43 UTC (1 min ago)');
    expect(text.replace(/\s+/gu, ' ')).toContain(
      'Narrow corpus: 4 distinct cases in this window, fewer than 10.',
    );
  });

  test('what is no rank is said in words, and nothing scored is a dash, not 0', () => {
    expect(lineOf('Agent X')).toMatch(/^ +#1 .*Agent X/u);
    expect(lineOf('Newcomer')).toContain('provisional: 3 of 5 scored, disabled');
    expect(lineOf('Idle')).toContain('never run, configured no more');
    expect(lineOf('Unlucky')).toContain('2 attempts, all n/a');
    expect(lineOf('Agent Y')).toContain('n/a far above its peers');
    expect(lineOf('Idle')).not.toMatch(/\b0(?:\.0| ms| %)/u);
  });

  test.each([40, 80, 120])('in %i columns it keeps rank, agent, overall and the words', (columns) => {
    const narrow = renderTextTable(boardTextPage(sampleBoard()), { columns, color: false });

    expect(narrow).toMatch(/rank .*agent .*overall/u);
    expect(narrow).toContain('provisional: 3 of 5 scored');
  });

  test('an empty store says what to do', () => {
    const empty = renderTextTable(boardTextPage(sampleBoard({ contestants: [], distinctCases: 0 })), wide);

    expect(empty).toContain('No agent is known yet. A worker registers them: janus-bench arena worker.');
    expect(empty).not.toContain('Narrow corpus');
  });
});

test('every file is as its schema says, and null is what was not measured', () => {
  const board = toBoardFile(sampleBoard());

  expect(arenaBoardSchema.parse(board)).toEqual(board);
  expect(board.rows.find(({ agentId }) => agentId === 'agent-idle')).toMatchObject({
    rank: null,
    standing: 'never_run',
    configured: false,
    latencyP50Ms: null,
    medianCostUsd: null,
    lastActivityAt: null,
    successInterval: null,
  });
  expect(
    arenaStatsSchema.parse(toStatsFile(sampleStats())).agents[0]?.latencyMs.histogram.at(-1)?.to,
  ).toBeNull();
  arenaAgentsSchema.parse(toAgentsFile(sampleAgents()));
  arenaMethodologySchema.parse(toMethodologyFile(sampleMethodology(), { host: undefined }));
  arenaOpsSchema.parse(toOpsFile(sampleOps()));
  arenaCohortSchema.parse(toCohortFile(sampleCohort()));
  arenaCohortsSchema.parse(toCohortsFile([sampleSummary()]));
});

test('CSV has exact numbers and empty fields, one row an agent', () => {
  const [head = '', ...rows] = renderBoardCsv(toBoardFile(sampleBoard())).trimEnd().split('\r\n');

  expect(rows).toHaveLength(5);
  expect(head.split(',').slice(4, 10)).toEqual([
    'rank',
    'standing',
    'rank_range_best',
    'rank_range_worst',
    'agent_id',
    'name',
  ]);
  for (const row of rows) expect(row.split(',')).toHaveLength(head.split(',').length);
  expect(rows[0]).toContain(String(190 / 212));
  expect(renderStatsCsv(toStatsFile(sampleStats()))).toContain('latencyMs,212,1000,15000,');
});

test('the methodology names its five rules with their endpoints, and every metric', () => {
  const text = renderTextTable(methodologyTextPage(sampleMethodology(), { host: undefined }), wide);

  for (const part of [
    'POST /v1/cases/fetch',
    'POST /v1/evals/submit · GET /v1/evals/{id}',
    'Shared case contract',
    '5,151',
    'all-time pass rate 91.1 %',
    'start floor 3 min 00 s, hard timeout 5 min 00 s',
    '1/3',
    'Wilson',
  ])
    expect(text.replace(/\s+/gu, ' ')).toContain(part);
});

test('a cohort is told from its queueing to its checkpoints', () => {
  const text = renderTextTable(cohortTextPage(sampleCohort()), wide);

  expect(text).toMatch(/-12(?:\.0)? s +cohort_queued/u);
  expect(text).toMatch(/checkpoint +status .*expected +actual/u);
  expect(text).toContain('SHA-256 cccc');
});

describe('text from outside', () => {
  const { ansi, bidi, lone, script, bar, formula, newlines, table, mention } = hostileTexts;
  const nasty = {
    ansi,
    bidi,
    lone,
    script,
    bar,
    formula,
    newlines,
    table,
    mention,
    long: 'x'.repeat(10_240),
    tag: '<img src=x onerror=alert(1)>',
  };
  const pagesOf = (text: string): readonly TextPage[] => [
    boardTextPage(boardNamed(text)),
    statsTextPage(sampleStats(text)),
    agentsTextPage(sampleAgents(text)),
    methodologyTextPage(sampleMethodology(text), { host: text }),
    opsTextPage(sampleOps(text)),
    cohortsTextPage([sampleSummary(text)]),
    cohortTextPage(sampleCohort(text)),
  ];

  test.each(Object.entries(nasty))('is inert in every page and format: %s', (_name, text) => {
    for (const page of pagesOf(text)) {
      const [table, markdown] = [renderTextTable(page, wide), renderTextMarkdown(page)];
      expect(table.replaceAll('\n', '')).not.toMatch(unsafe);
      expect(markdown.replaceAll('\n', '')).not.toMatch(unsafe);
      // In a code span nothing is read as markup.
      expect(markdown.replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/gu, '')).not.toMatch(
        /<img|<script|https?:\/\/|@everyone|!\[x\]\(/u,
      );
      expect(table.length).toBeLessThan(120_000);
    }
    const json = safeJson([
      toBoardFile(boardNamed(text)),
      toCohortFile(sampleCohort(text)),
      toOpsFile(sampleOps(text)),
    ]);
    expect(json).not.toMatch(unsafe);
    expect(json).not.toContain('<');
    for (const csv of [
      renderBoardCsv(toBoardFile(boardNamed(text))),
      renderStatsCsv(toStatsFile(sampleStats(text))),
    ]) {
      expect(csv).not.toMatch(/(?:^|,|\n)"?[=+@]/u);
      expect(csv.replace(/\r\n/gu, '')).not.toMatch(unsafe);
    }
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CheckReport, Finding } from '../../../src/contract/check-report.js';
import { checks } from '../../../src/contract/checks/index.js';
import type { ContractLimits } from '../../../src/contract/limits.js';
import { openTokenCounter, type TokenCounter } from '../../../src/target/token-counter.js';
import { startBadServer, whole } from '../../support/bad-server.js';
import { checkProfile, checkUrl } from '../../support/contract.js';

let tokens: TokenCounter;

beforeAll(async () => {
  tokens = await openTokenCounter();
});

afterAll(() => tokens[Symbol.asyncDispose]());

async function find(profile: string, id: string, limits: Partial<ContractLimits> = {}): Promise<Finding> {
  const { findings } = await checkProfile(profile, { only: [id], limits, tokens });
  return findings[0]!;
}

test('the checks are K01 to K17, each once', () => {
  expect(checks.map(({ id }) => id)).toEqual(
    Array.from({ length: 17 }, (_, index) => `K${String(index + 1).padStart(2, '0')}`),
  );
});

describe('the steady miner', () => {
  let report: CheckReport;

  beforeAll(async () => {
    report = await checkProfile('steady', { isLong: true, limits: { longStreamMs: 600 }, tokens });
  }, 60_000);

  test.each(checks.map(({ id, title }) => [id, title]))('passes %s: %s', (id) => {
    const finding = report.findings.find((each) => each.id === id)!;

    expect(finding).toMatchObject({ verdict: 'pass', fix: null });
    for (const text of [finding.sent, finding.came, finding.limit]) expect(text).not.toBe('');
  });

  test('keeps the contract as a whole', () => {
    expect(report.counts).toEqual({ pass: 17, skip: 0, warn: 0, fail: 0 });
    expect(report.verdict).toBe('pass');
  });
});

interface Expected {
  readonly came: RegExp;
  readonly limits?: Partial<ContractLimits>;
}

const quickTtft = { ttft: { warnMs: 100, failMs: 400 } };
const quickSilence = { silence: { warnMs: 100, failMs: 400 } };

test.concurrent.each<[string, string, Expected]>([
  ['K01', 'unready', { came: /HTTP 503 after/, limits: { readyMs: 1_500 } }],
  ['K02', 'slow-health', { came: /idle p95 9\d\d ms|idle p95 1\.\d+ s/ }],
  ['K02', 'unready', { came: /HTTP 503/ }],
  [
    'K03',
    'bare-envelopes',
    { came: /stream: choices\.0\.index.*no chunk has a finish_reason.*no stream: choices/ },
  ],
  ['K03', 'json', { came: /one JSON body/ }],
  ['K03', 'null-500', { came: /HTTP 500/ }],
  ['K04', 'one-newline', { came: /no event at all: is there a blank line/ }],
  ['K04', 'null-500', { came: /HTTP 500/ }],
  ['K05', 'no-done', { came: /without \[DONE\]/ }],
  ['K05', 'null-500', { came: /HTTP 500/ }],
  ['K06', 'no-usage', { came: /no usage/ }],
  ['K07', 'late', { came: /no output within 400 ms/, limits: quickTtft }],
  ['K08', 'silent-work', { came: /longest time without a byte/, limits: quickSilence }],
  ['K09', 'data-pings', { came: /neither comment nor JSON: ping/ }],
  ['K09', 'silent-work', { came: /no keep-alive/, limits: quickSilence }],
  ['K11', 'one-at-a-time', { came: /one after the other/ }],
  ['K11', 'null-500', { came: /HTTP 500/ }],
  ['K12', 'cut-streams', { came: /it broke after/, limits: { longStreamMs: 1_600 } }],
  ['K13', 'leaky-slots', { came: /after 2 streams were left, the next gave no output/, limits: quickTtft }],
  ['K14', 'text-only', { came: /content must be a string/ }],
  ['K15', 'false-artifacts', { came: /size_bytes is 1000000.*sha256 is not that of the bytes/ }],
  ['K16', 'careless', { came: /half a JSON object: HTTP 500/ }],
])('%s fails the miner "%s"', async (id, profile, { came, limits }) => {
  const finding = await find(profile, id, limits);

  expect(finding).toMatchObject({ id, verdict: 'fail', came: expect.stringMatching(came) as string });
  expect(finding.fix).toMatch(/\w/);
});

test.concurrent.each<[string, string, Expected]>([
  ['K06', 'under-report', { came: /the cost becomes an estimate/ }],
  ['K07', 'steady', { came: /first output after/, limits: { ttft: { warnMs: 1, failMs: 10_000 } } }],
  [
    'K08',
    'no-reasoning',
    { came: /longest time without a byte/, limits: { silence: { warnMs: 400, failMs: 10_000 } } },
  ],
  ['K09', 'ping-flood', { came: /keep-alives, 1\d\.\d a second/ }],
  [
    'K09',
    'no-reasoning',
    { came: /between signs of life/, limits: { silence: { warnMs: 400, failMs: 10_000 } } },
  ],
  ['K10', 'no-reasoning', { came: /of that wait showed work/ }],
  ['K10', 'null-500', { came: /HTTP 500/ }],
  ['K14', 'null-dot', { came: /picture was called "\."/ }],
  ['K15', 'null-dot', { came: /no artifact/ }],
  ['K17', 'broken-pages', { came: /not Prometheus text.*\/debug: HTTP 500/ }],
])('%s warns of the miner "%s"', async (id, profile, { came, limits }) => {
  const finding = await find(profile, id, limits);

  expect(finding).toMatchObject({ id, verdict: 'warn', came: expect.stringMatching(came) as string });
  expect(finding.fix).toMatch(/\w/);
});

test('K12 says nothing of an answer that was over too soon', async () => {
  expect(await find('null-dot', 'K12')).toMatchObject({ verdict: 'skip' });
});

test('K17 says nothing of a server that has neither page', async () => {
  await using server = await startBadServer((socket) => socket.write(whole(404, 'no')));
  const { findings, verdict } = await checkUrl(server.url, { only: ['K17'], tokens });

  expect(findings[0]).toMatchObject({ verdict: 'skip', came: '/metrics is not there; /debug is not there' });
  expect(verdict).toBe('pass');
});

test('K17 warns of a page that shows the key, without showing it', async () => {
  await using server = await startBadServer((socket, { headers }) =>
    socket.write(whole(200, `# authorization ${headers['authorization'] ?? ''}`)),
  );
  const { findings } = await checkUrl(server.url, {
    only: ['K17'],
    headers: { authorization: 'Bearer sk-0123456789' },
    secrets: ['sk-0123456789'],
    tokens,
  });

  expect(findings[0]).toMatchObject({ verdict: 'warn' });
  expect(findings[0]!.came).toContain('/debug shows the API key');
  expect(JSON.stringify(findings)).not.toContain('sk-0123456789');
});

test('K16 warns of a refusal that says no reason', async () => {
  await using server = await startBadServer((socket, { body }) =>
    socket.write(body.includes('x_unknown') ? whole(200, '{}') : whole(422, '{"detail":"no"}')),
  );
  const { findings } = await checkUrl(server.url, { only: ['K16'], tokens });

  expect(findings[0]).toMatchObject({ verdict: 'warn' });
  expect(findings[0]!.came).toContain('HTTP 422 without error.message');
});

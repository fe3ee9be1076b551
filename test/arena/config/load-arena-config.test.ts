import { describe, expect, test } from 'vitest';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configSha256 } from '../../../src/arena/config/config-sha256.js';
import { loadArenaConfig } from '../../../src/arena/config/load-arena-config.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const small = `
source: { url: http://127.0.0.1:4000 }
agents:
  - { id: ada, url: http://127.0.0.1:8001/v1, model: ada-1, version: "1" }
`;

async function loaded(yaml: string) {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'arena.yaml');
  await writeFile(path, yaml);
  return { config: await loadArenaConfig(path), folder: folder.path };
}

test('what is left out has its default', async () => {
  const { config, folder } = await loaded(small);

  expect(config).toEqual({
    store: join(folder, 'janus-store'),
    source: { url: 'http://127.0.0.1:4000', tokenEnv: undefined },
    hosts: [],
    startFloorMs: 180_000,
    hardTimeoutMs: 300_000,
    windows: ['day', 'week', 'month', 'all'],
    agents: [
      {
        id: 'ada',
        name: 'ada',
        provider: undefined,
        url: 'http://127.0.0.1:8001',
        model: 'ada-1',
        version: '1',
        enabled: true,
        apiKeyEnv: undefined,
        price: undefined,
        notes: undefined,
      },
    ],
    concurrency: 1,
    payloadFolder: join(folder, 'janus-store', 'payloads'),
    workerId: config.workerId,
  });
  expect(config.workerId).toMatch(/^[\w.-]+-[0-9a-f]{8}$/);
});

test('every key is read, and paths count from the file', async () => {
  const { config, folder } = await loaded(`
store: postgres://arena:secret@db/arena
source: { url: https://cases.example, tokenEnv: CASES_TOKEN }
hosts: [shop.example, shop.example]
startFloor: 2
hardTimeout: 90s
windows: [all, day]
concurrency: 7
payloads: ./kept
workerId: north-1
agents:
  - id: ada
    name: Ada Browser
    provider: Example
    url: https://ada.example
    model: ada-1
    version: "2026-04"
    enabled: false
    apiKeyEnv: ADA_KEY
    price: { table: ada-list, inputPerMillion: 1, outputPerMillion: 2.5 }
    notes: paid by its owner
`);

  expect(config).toMatchObject({
    store: 'postgres://arena:secret@db/arena',
    source: { tokenEnv: 'CASES_TOKEN' },
    hosts: ['shop.example'],
    startFloorMs: 2_000,
    hardTimeoutMs: 90_000,
    windows: ['day', 'all'],
    concurrency: 7,
    payloadFolder: join(folder, 'kept'),
    workerId: 'north-1',
    agents: [{ name: 'Ada Browser', enabled: false, apiKeyEnv: 'ADA_KEY', price: { table: 'ada-list' } }],
  });
});

test('with PostgreSQL payloads lie beside the file', async () => {
  const { config, folder } = await loaded(`store: postgresql://db/arena\n${small}`);

  expect(config.payloadFolder).toBe(join(folder, 'janus-payloads'));
});

test('another store than the file’s takes the payloads along', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'arena.yaml');
  await writeFile(path, small);

  expect(await loadArenaConfig(path, { store: '/elsewhere' })).toMatchObject({
    store: '/elsewhere',
    payloadFolder: '/elsewhere/payloads',
  });
});

test('every mistake is told at once, with its line and column', async () => {
  const problem = await loaded(`
source: { url: "http://me:pw@cases.example" }
startFloor: 500ms
hardTimeout: 10m
window: [day]
agents:
  - { id: ada, url: ftp://ada.example, model: m, version: "1" }
  - { id: ada, url: http://x.example, model: m, version: 1 }
  - { id: bob, url: "http://u:p@x.example", model: "m\\u001b[2J", version: "1", apiKeyEnv: sk-123 }
`).catch((thrown: unknown) => thrown);

  const lines = String(problem)
    .split('\n')
    .map((line) => line.replace(/^.*arena\.yaml/, ''));
  expect(lines).toEqual([
    ' has 10 mistakes',
    expect.stringMatching(/^:2:\d+ "url" is "http.*; leave out password, query and fragment/),
    expect.stringMatching(/^:3:\d+ "startFloor" is "500ms"; a time from 1s to 24h/),
    expect.stringMatching(/^:4:\d+ "hardTimeout" is "10m"; a time from 1s to 300s/),
    expect.stringMatching(/^:5:1 unknown key "window"; did you mean "windows"\?/),
    expect.stringMatching(/^:7:\d+ "url" is "ftp/),
    expect.stringMatching(/^:8:\d+ a second agent "ada"; give it an id of its own/),
    expect.stringMatching(/^:8:\d+ "version" is 1; write text/),
    expect.stringMatching(/^:9:\d+ "url" is .*apiKeyEnv/),
    expect.stringMatching(/^:9:\d+ "model" is .*one line of plain text/),
    expect.stringMatching(
      /^:9:\d+ "apiKeyEnv" is no name of a variable; the name of an environment variable/,
    ),
  ]);
  expect(String(problem)).not.toMatch(/me:pw|u:p@|sk-123/);
});

describe('the hash of an agent’s configuration', async () => {
  const { config } = await loaded(small);
  const [agent] = config.agents;
  if (agent === undefined) throw new Error('no agent');

  test('is another one for another address, model, version or price', () => {
    const price = { table: 'list', inputPerMillion: 1, outputPerMillion: 2 };
    const others = [{ url: 'http://x' }, { model: 'x' }, { version: 'x' }, { price }];

    const hashes = others.map((other) => configSha256({ ...agent, ...other }));
    expect(new Set([configSha256(agent), ...hashes]).size).toBe(5);
  });

  test('does not depend on its key or on words about it', () => {
    const renamed = { ...agent, name: 'x', notes: 'y', apiKeyEnv: 'Z', provider: 'p', enabled: false };

    expect(configSha256(renamed)).toBe(configSha256(agent));
  });
});

test('a file that is not there, or is no YAML, is said to be so', async () => {
  await expect(loadArenaConfig('/nowhere/arena.yaml')).rejects.toThrow(/does not exist/);
  await expect(loaded('agents: [')).rejects.toThrow(/arena\.yaml:\d+:\d+ not YAML/);
  await expect(loaded('')).rejects.toThrow(/arena\.yaml:1:1/);
});

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { realClock } from '../../src/lib/real-clock.js';
import { startMiner } from '../../src/mock/miner.js';
import { launchMiner } from '../../src/run/launch.js';
import { openTarget } from '../../src/target/open-target.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const limits = { maxBodyBytes: 1e6, maxEventBytes: 1e6, maxEvents: 1e4, maxHeaderBytes: 65_536 };

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return address.port;
}

/** A server in a grandchild: the shell starts node, which starts node. Its log names both process ids. */
function nestedServer(port: number): string {
  const inner = `require('node:http').createServer((_, r) => r.end('{}')).listen(${port}, '127.0.0.1'); console.log('pid', process.pid)`;
  const outer = `console.log('pid', process.pid); require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(inner)}], { stdio: 'inherit' })`;
  return `"${process.execPath}" -e '${outer.replaceAll("'", `'\\''`)}'`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test.skipIf(process.platform === 'win32')(
  'the miner is ready when its health answers, and its whole process tree is gone afterwards',
  async () => {
    await using folder = await temporaryFolder();
    const port = await freePort();
    await using target = await openTarget({
      url: `http://127.0.0.1:${port}`,
      headers: {},
      connections: 1,
      limits,
    });
    const logPath = join(folder.path, 'miner.log');
    let pids: number[];
    {
      await using _launched = await launchMiner(target, {
        command: nestedServer(port),
        readyTimeoutMs: 20_000,
        logPath,
        clock: realClock,
      });
      expect((await target.get('/health', 5_000)).status).toBe(200);
      pids = [...(await readFile(logPath, 'utf8')).matchAll(/pid (\d+)/g)].map(([, pid]) => Number(pid));
    }

    expect(pids).toHaveLength(2);
    expect(pids.filter(isAlive)).toEqual([]);
  },
);

test('a miner that ends before it is ready is reported with the end of its own words', async () => {
  await using folder = await temporaryFolder();
  await using target = await openTarget({
    url: `http://127.0.0.1:${await freePort()}`,
    headers: {},
    connections: 1,
    limits,
  });

  const launching = launchMiner(target, {
    command: `"${process.execPath}" -e "console.error('no model found \\u001b[31m'); process.exit(3)"`,
    readyTimeoutMs: 20_000,
    logPath: join(folder.path, 'miner.log'),
    clock: realClock,
  });

  await expect(launching).rejects.toMatchObject({
    reason: 'preflight',
    message: expect.stringMatching(
      /ended before it was ready \(exit code 3\)[^]*\| no model found$/,
    ) as string,
  });
});

test('a miner that never gets ready is ended', async () => {
  await using folder = await temporaryFolder();
  await using target = await openTarget({
    url: `http://127.0.0.1:${await freePort()}`,
    headers: {},
    connections: 1,
    limits,
  });
  const logPath = join(folder.path, 'miner.log');

  const launching = launchMiner(target, {
    command: `"${process.execPath}" -e "console.log('pid', process.pid); setInterval(() => {}, 1000)"`,
    readyTimeoutMs: 1_500,
    logPath,
    clock: realClock,
  });

  await expect(launching).rejects.toMatchObject({ reason: 'preflight' });
  const [, pid] = /pid (\d+)/.exec(await readFile(logPath, 'utf8')) ?? [];
  expect(isAlive(Number(pid))).toBe(false);
});

test('what answers before anything was started is not measured in its place', async () => {
  await using folder = await temporaryFolder();
  await using other = await startMiner({ profile: 'instant', suites: [], seed: '1' });
  await using target = await openTarget({ url: other.url, headers: {}, connections: 1, limits });

  const launching = launchMiner(target, {
    command: 'exit 0',
    readyTimeoutMs: 20_000,
    logPath: join(folder.path, 'miner.log'),
    clock: realClock,
  });

  await expect(launching).rejects.toMatchObject({
    reason: 'preflight',
    message: expect.stringContaining('something answers') as string,
  });
});

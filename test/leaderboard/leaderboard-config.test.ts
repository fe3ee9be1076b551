import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadLeaderboardConfig } from '../../src/leaderboard/leaderboard-config.js';
import { loadSettings } from '../../src/run/load-settings.js';
import { temporaryFolder } from '../support/temporary-folder.js';

async function folderWith(text: string) {
  const folder = await temporaryFolder();
  const path = join(folder.path, 'janus-bench.yaml');
  await writeFile(path, text);
  return {
    ...folder,
    path: folder.path,
    file: path,
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

test('the section of the settings file is read, its paths from the file on', async () => {
  await using folder = await folderWith(
    'target: http://a\nleaderboard:\n  prizePool: $50K\n  publicKeys: [keys/a.pem]\n  store: boards\n',
  );

  expect(await loadLeaderboardConfig('/', folder.file)).toEqual({
    prizePool: '$50K',
    publicKeys: [join(folder.path, 'keys/a.pem')],
    store: join(folder.path, 'boards'),
  });
  expect(await loadLeaderboardConfig('/', 'none')).toEqual({});
});

test('a run takes no notice of the section', async () => {
  await using folder = await folderWith('target: http://a\nleaderboard:\n  epoch: "1"\n');
  const layers = {
    given: { values: {}, problems: [] },
    env: {},
    cwd: folder.path,
    configPath: folder.file,
  };

  const noRun = () => Promise.reject(new Error('no run is resumed here'));

  expect((await loadSettings(layers, noRun)).settings.target).toBe('http://a');
});

test('every mistake is named with its place', async () => {
  await using folder = await folderWith('leaderboard:\n  prize: 5\n  cron: 3\n');

  await expect(loadLeaderboardConfig(folder.path, folder.file)).rejects.toThrow(
    /janus-bench\.yaml:2:3: leaderboard: .*prize[^]*janus-bench\.yaml:3:\d+: leaderboard: /u,
  );
});

import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { startStoreProcess } from '../support/store-process.js';
import { temporaryFolder } from '../support/temporary-folder.js';

test('of eight processes that find a killed owner’s lock at once exactly one takes it over, again and again', async () => {
  await using folder = await temporaryFolder();
  let racers = Array.from({ length: 8 }, () => startStoreProcess('lock', folder.path));
  await Promise.all(racers.map((racer) => racer.nextLine()));

  while (racers.length > 1) {
    for (const racer of racers) racer.say('try');
    const said = await Promise.all(racers.map((racer) => racer.nextLine()));

    expect(said.filter((line) => line === 'ours')).toHaveLength(1);
    expect(said.filter((line) => line?.startsWith('theirs'))).toHaveLength(racers.length - 1);
    // The file stays, as its owner is killed: the next round finds it stale.
    const winner = racers[said.indexOf('ours')]!;
    await winner.kill();
    racers = racers.filter((racer) => racer !== winner);
  }
  await Promise.all(racers.map((racer) => racer.kill()));
  expect(await readdir(folder.path)).toEqual(['lock']);
});

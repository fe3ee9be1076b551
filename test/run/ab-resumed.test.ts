import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readResumedPair } from '../../src/run/ab-resumed.js';
import { readResumedRun } from '../../src/run/resumed-run.js';
import { sampleRun, writeSampleJournal } from '../support/sample-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const id = '20260122-143211-k3f9';

async function begin(folder: string, side: 'a' | 'b', other = side === 'a' ? 'b' : 'a'): Promise<void> {
  const header = { runId: `${id}-${side}`, pairedWith: { runId: `${id}-${other}`, side } };
  await writeSampleJournal(join(folder, `${id}-${side}`), sampleRun({ tasksPerCategory: 1, header }));
}

test('either id, either folder and what both ids share name the same pair', async () => {
  await using folder = await temporaryFolder();
  await begin(folder.path, 'a');
  await begin(folder.path, 'b');
  const names = [id, `${id}-a`, `${id}-b`, join(folder.path, `${id}-b`)];
  const pairs = await Promise.all(names.map((name) => readResumedPair(name, folder.path)));

  for (const { a, b } of pairs) {
    expect(a).toMatchObject({ runId: `${id}-a`, folder: join(folder.path, `${id}-a`) });
    expect(b).toMatchObject({ runId: `${id}-b`, folder: join(folder.path, `${id}-b`) });
  }
});

test('a half whose other half is not there, or belongs to another pair, is refused', async () => {
  await using folder = await temporaryFolder();
  await begin(folder.path, 'a');
  await expect(readResumedPair(id, folder.path)).rejects.toThrow('the other half of the pair is not at');

  await begin(folder.path, 'b', 'elsewhere');
  await expect(readResumedPair(`${id}-a`, folder.path)).rejects.toThrow('is not the other half');
});

test('an id that leads out of the folder is not followed', async () => {
  await using folder = await temporaryFolder();
  await begin(folder.path, 'a', '../../etc');

  await expect(readResumedPair(id, folder.path)).rejects.toThrow('../../etc as its other half');
});

test('ab resumes no run that was made alone, and run no half of a pair', async () => {
  await using folder = await temporaryFolder();
  await writeSampleJournal(join(folder.path, id), sampleRun({ tasksPerCategory: 1 }));
  await expect(readResumedPair(id, folder.path)).rejects.toMatchObject({
    reason: 'usage',
    hint: `Finish it with: janus-bench run --resume ${id}`,
  });

  await begin(folder.path, 'a');
  await expect(readResumedRun(`${id}-a`, folder.path)).rejects.toMatchObject({
    reason: 'usage',
    hint: `Finish both: janus-bench ab --resume ${id}-a`,
  });
});

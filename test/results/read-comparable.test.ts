import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assemble } from '../../src/results/assemble.js';
import { readComparable } from '../../src/results/read-comparable.js';
import { sampleRun } from '../support/sample-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';

test('a result whose tasks are of categories it does not declare is refused, not compared', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'x.json');
  const result = assemble(sampleRun({ tasksPerCategory: 1 }));
  await writeFile(path, JSON.stringify({ ...result, categories: [] }));

  await expect(readComparable(path, '/nowhere')).rejects.toMatchObject({
    reason: 'usage',
    message: expect.stringContaining('a category that it does not declare') as string,
  });
});

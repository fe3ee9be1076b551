import { expect, test } from 'vitest';
import { renderers } from '../../src/report/index.js';
import { filteredRun, ordinaryRun, viewOf } from '../support/sample-report.js';

const plain = { columns: 80, color: false };
const folder = '../../fixtures/reports';

test('the table of an ordinary run', async () => {
  await expect(renderers.table(viewOf(ordinaryRun), plain)).toMatchFileSnapshot(`${folder}/ordinary.txt`);
});

test('the table of an ordinary run on a narrow terminal', async () => {
  await expect(renderers.table(viewOf(ordinaryRun), { ...plain, columns: 40 })).toMatchFileSnapshot(
    `${folder}/ordinary-40-columns.txt`,
  );
});

test('the table of a run that has no composite', async () => {
  await expect(renderers.table(viewOf(filteredRun()), plain)).toMatchFileSnapshot(
    `${folder}/no-composite.txt`,
  );
});

test('the Markdown of an ordinary run', async () => {
  await expect(renderers.markdown(viewOf(ordinaryRun))).toMatchFileSnapshot(`${folder}/ordinary.md`);
});

test('the Markdown of a run that has no composite', async () => {
  await expect(renderers.markdown(viewOf(filteredRun()))).toMatchFileSnapshot(`${folder}/no-composite.md`);
});

test('the CSV of an ordinary run', async () => {
  await expect(renderers.csv(viewOf(ordinaryRun))).toMatchFileSnapshot(`${folder}/ordinary.csv`);
});

import { generateKeyPairSync } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assemble } from '../../src/results/assemble.js';
import { findRun } from '../../src/results/find-run.js';
import { joinMeter, keepMeter } from '../../src/results/meter.js';
import { runFile } from '../../src/results/run-folder.js';
import { signRun } from '../../src/results/sign.js';
import { verifyRun, type VerifyOptions } from '../../src/results/verify.js';
import { writeResult } from '../../src/results/write-result.js';
import { sampleRun, writeSampleJournal } from '../support/sample-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { matching } from '../support/asymmetric.js';

const run = sampleRun({ tasksPerCategory: 3 });
const keys = generateKeyPairSync('ed25519');
const finishedAt = '2026-01-22T15:00:00.000Z';

async function writtenRun({ signed }: { signed: boolean }) {
  const folder = await temporaryFolder();
  await writeSampleJournal(folder.path, run);
  const result = assemble(run, { finishedAt, willBeSigned: signed });
  await writeResult(folder.path, result, { withPublic: true, secrets: [] });
  if (signed) await signRun(folder.path, keys.privateKey);
  return folder;
}

async function change(folder: string, file: string, edit: (text: string) => string): Promise<void> {
  const path = join(folder, file);
  const text = await readFile(path, 'utf8');
  const edited = edit(text);
  expect(edited).not.toBe(text);
  await writeFile(path, edited);
}

const verify = async (folder: string, options?: VerifyOptions) =>
  verifyRun(await findRun(folder, '/nowhere'), options);

test('an untouched run verifies, signed or not', async () => {
  await using plain = await writtenRun({ signed: false });
  await using signed = await writtenRun({ signed: true });

  expect(await verify(plain.path)).toMatchObject({
    ok: true,
    signature: { status: 'none' },
    differences: [],
    attempts: 15,
  });
  expect(await verify(signed.path, { publicKey: keys.publicKey })).toMatchObject({
    ok: true,
    signature: { status: 'valid', signer: matching(/^[0-9a-f]{16}$/u) },
  });
});

test('a result from before attempts kept their parts verifies as well, but not one that kept some', async () => {
  await using folder = await writtenRun({ signed: false });
  const { attempts, ...rest } = assemble(run, { finishedAt });
  const older = attempts.map((row) => ({ ...row, parts: undefined }));
  await writeFile(runFile(folder.path, 'result'), JSON.stringify({ ...rest, attempts: older }));
  await rm(runFile(folder.path, 'publicResult'));

  expect(await verify(folder.path)).toMatchObject({ ok: true, differences: [] });

  const mixed = [...attempts.slice(0, 1), ...older.slice(1)];
  await writeFile(runFile(folder.path, 'result'), JSON.stringify({ ...rest, attempts: mixed }));

  expect((await verify(folder.path)).differences[0]).toMatchObject({ found: 'nothing' });
});

test('a signature may be laid out anew: it covers the value of the result, not its white space', async () => {
  await using folder = await writtenRun({ signed: true });
  await change(folder.path, 'result.json', (text) => JSON.stringify(JSON.parse(text)));

  expect((await verify(folder.path)).ok).toBe(true);
});

test('a raised score is named with both values, and the signature is invalid', async () => {
  await using folder = await writtenRun({ signed: true });
  await change(folder.path, 'result.json', (text) =>
    text.replace(/("quality": \{\s+"value": )[\d.]+/u, '$199.5'),
  );
  const { ok, signature, differences } = await verify(folder.path);

  expect(ok).toBe(false);
  expect(signature).toMatchObject({
    status: 'invalid',
    problems: ['result.json was changed after it was signed'],
  });
  expect(differences[0]).toMatchObject({ path: 'scores.quality.value', found: '99.5' });
});

test('a grade changed in the journal shows in every number that rests on it', async () => {
  await using folder = await writtenRun({ signed: false });
  const wrong = run.records.find(({ grade }) => grade.quality === 0);
  await change(folder.path, 'attempts.jsonl', (text) =>
    text
      .split('\n')
      .map((line) =>
        line.includes(`"attemptId":"${wrong?.attemptId}"`)
          ? line.replaceAll('"quality":0', '"quality":1')
          : line,
      )
      .join('\n'),
  );
  const { ok, differences } = await verify(folder.path);

  expect(ok).toBe(false);
  expect(differences.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      'scores.composite.value',
      'successRate',
      matching(/^attempts\[\d+\]\.quality$/u),
      matching(/^tasks\[\d+\]\.quality$/u),
    ]),
  );
});

test('a journal line that does not change a number still breaks the signature', async () => {
  await using folder = await writtenRun({ signed: true });
  await change(folder.path, 'attempts.jsonl', (text) => text.replace('nx-a1b2c3d4', 'nx-a1b2c3d5'));

  expect((await verify(folder.path)).signature.problems).toEqual([
    'attempts.jsonl was changed after it was signed',
  ]);
});

test('a public result that says more than the result is named', async () => {
  await using folder = await writtenRun({ signed: false });
  await change(folder.path, 'result.public.json', (text) => text.replace('"baseline-v1"', '"winner"'));

  expect((await verify(folder.path)).differences).toEqual([
    { path: 'result.public.json.target.model', found: '"winner"', expected: '"baseline-v1"' },
  ]);
});

test('a signature of another key is sound, but not the one asked for', async () => {
  await using folder = await writtenRun({ signed: true });
  const other = generateKeyPairSync('ed25519').publicKey;

  expect(await verify(folder.path, { publicKey: other })).toMatchObject({
    ok: false,
    signature: { status: 'unknown_signer' },
    differences: [],
  });
});

test('a signature moved from another run is invalid', async () => {
  await using folder = await writtenRun({ signed: true });
  await change(folder.path, 'signature.json', (text) =>
    text.replace(/"journal": "[0-9a-f]{2}/u, '"journal": "00'),
  );

  expect((await verify(folder.path)).signature).toMatchObject({ status: 'invalid' });
});

test('a result that says it is signed, without a signature, does not verify', async () => {
  await using folder = await writtenRun({ signed: true });
  await rm(join(folder.path, 'signature.json'));

  expect(await verify(folder.path)).toMatchObject({
    ok: false,
    signature: { status: 'none', problems: [{}] },
  });
});

test('an unsigned run does not verify against a key', async () => {
  await using folder = await writtenRun({ signed: false });

  expect((await verify(folder.path, { publicKey: keys.publicKey })).ok).toBe(false);
});

test('metered usage is joined before anything is recomputed', async () => {
  await using folder = await temporaryFolder();
  await writeSampleJournal(folder.path, run);
  const metered = { in: 5_000, out: 900, calls: 4, cpuSeconds: 2 };
  const lines = run.records.flatMap(({ exchanges }) =>
    exchanges.map(({ traceparent }) => ({ traceparent, ...metered })),
  );
  await keepMeter(folder.path, lines);
  const result = assemble({ header: run.header, records: joinMeter(run.records, lines) }, { finishedAt });
  await writeResult(folder.path, result, { withPublic: false, secrets: [] });

  expect((await verify(folder.path)).ok).toBe(true);
  await rm(runFile(folder.path, 'meter'));
  expect((await verify(folder.path)).differences.map(({ path }) => path)).toContain('scores.cost.value');
});

test('a result without its journal cannot be verified, and says so', async () => {
  await using folder = await writtenRun({ signed: false });
  await rm(join(folder.path, 'attempts.jsonl'));

  await expect(verify(folder.path)).rejects.toMatchObject({ reason: 'usage' });
});

test('a member that stands twice, or that no result has, does not verify', async () => {
  await using twice = await writtenRun({ signed: true });
  await using extra = await writtenRun({ signed: true });
  await change(twice.path, 'result.json', (text) =>
    text.replace('{\n', '{\n  "scores": {"composite": {"value": 99}},\n'),
  );
  await change(extra.path, 'result.json', (text) => text.replace('{\n', '{\n  "winner": true,\n'));

  for (const folder of [twice, extra]) {
    const { ok, differences } = await verify(folder.path);
    expect(ok).toBe(false);
    expect(differences.map(({ path }) => path)).toContain('result.json');
  }
});

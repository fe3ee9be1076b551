import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { examineRun } from '../../src/leaderboard/examine-run.js';
import { findRun } from '../../src/results/find-run.js';
import { signRun } from '../../src/results/sign.js';
import { matching } from '../support/asymmetric.js';
import { operator, writeOfficialRun, type OfficialRunOptions } from '../support/official-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const examine = async (folder: string, keys = [operator.publicKey]) =>
  examineRun(await findRun(folder, '/nowhere'), keys);

async function reasonsAfter(
  damage: (folder: string) => Promise<unknown>,
  options: Partial<OfficialRunOptions> = {},
): Promise<readonly string[]> {
  await using parent = await temporaryFolder();
  const folder = await writeOfficialRun(parent.path, { id: 'run-1', repeat: 3, ...options });
  await damage(folder);
  return (await examine(folder)).reasons;
}

async function edit(folder: string, file: string, change: (text: string) => string): Promise<void> {
  const path = join(folder, file);
  const text = await readFile(path, 'utf8');
  expect(change(text)).not.toBe(text);
  await writeFile(path, change(text));
}

test('an official run that is signed by a trusted key and follows from its journal has nothing against it', async () => {
  await using parent = await temporaryFolder();
  const folder = await writeOfficialRun(parent.path, { id: 'run-1', repeat: 3 });
  const another = generateKeyPairSync('ed25519').publicKey;

  expect(await examine(folder, [another, operator.publicKey])).toMatchObject({
    reasons: [],
    signer: matching(/^[0-9a-f]{16}$/u),
    resultSha256: matching(/^[0-9a-f]{64}$/u),
    journalSha256: matching(/^[0-9a-f]{64}$/u),
  });
});

test('an edited result is named with both values, and its signature does not cover it', async () => {
  const reasons = await reasonsAfter((folder) =>
    edit(folder, 'result.json', (text) =>
      text.replace(/"quality": \{\s*"value": [\d.]+/u, '"quality": {"value": 99.5'),
    ),
  );

  expect(reasons.join('\n')).toMatch(/result\.json was changed after it was signed/u);
  expect(reasons.join('\n')).toMatch(/scores\.quality\.value is 99\.5, its journal gives/u);
});

test('members that nest without end, and a pipe in the place of a signature, are reasons and no crash', async () => {
  const nest = (folder: string) =>
    edit(folder, 'result.json', (text) =>
      text.replace('{', `{"x":${'['.repeat(200_000)}${']'.repeat(200_000)},`),
    );
  const pipe = async (folder: string) => {
    await rm(join(folder, 'signature.json'));
    execFileSync('mkfifo', [join(folder, 'signature.json')]);
  };

  expect((await reasonsAfter(nest)).join()).toMatch(/nests more deeply/u);
  expect((await reasonsAfter(pipe)).join()).toMatch(/signature\.json is not a file/u);
});

test('an edited journal is found out by the signature, signed anew by its own numbers', async () => {
  const raise = (folder: string) =>
    edit(folder, 'attempts.jsonl', (text) =>
      text.replaceAll('"verdict":"fail","quality":0', '"verdict":"pass","quality":1'),
    );
  const script: OfficialRunOptions['script'] = ({ repeat }) => ({ quality: repeat === 0 ? 0 : 1 });

  expect(await reasonsAfter(raise, { script })).toContain('attempts.jsonl was changed after it was signed');
  const signedAnew = await reasonsAfter(
    async (folder) => {
      await raise(folder);
      await signRun(folder, operator.privateKey);
    },
    { script },
  );
  expect(signedAnew.join('\n')).toMatch(/its journal gives/u);
});

const cases: readonly (readonly [
  what: string,
  damage: (folder: string) => Promise<unknown>,
  options: Partial<OfficialRunOptions>,
  reason: RegExp,
])[] = [
  [
    'another key',
    (folder) => signRun(folder, generateKeyPairSync('ed25519').privateKey),
    {},
    /signed by a key that is not trusted \([0-9a-f]{16}\)/u,
  ],
  ['no signature', () => Promise.resolve(), { privateKey: null }, /^it is not signed \(--sign\)$/mu],
  ['a lost signature', (folder) => rm(join(folder, 'signature.json')), {}, /it is not signed/u],
  ['a lost journal', (folder) => rm(join(folder, 'attempts.jsonl')), {}, /no journal beside it/u],
  ['a torn signature', (folder) => writeFile(join(folder, 'signature.json'), '{'), {}, /signature\.json/u],
  [
    'no --official',
    () => Promise.resolve(),
    { header: { official: false } },
    /^it is not an official run \(--official\)$/mu,
  ],
  [
    'an unmetered attempt',
    () => Promise.resolve(),
    { script: ({ repeat }) => (repeat === 0 ? { metered: {} } : {}) },
    /not metered/u,
  ],
  ['two repeats', () => Promise.resolve(), { repeat: 2 }, /2 repeats, an official run has 3/u],
  [
    'another profile',
    async (folder) => {
      await edit(folder, 'attempts.jsonl', (text) =>
        text.replace(/("profile":\{[^}]*"digest":")[0-9a-f]+/u, `$1${'ab'.repeat(32)}`),
      );
      await signRun(folder, operator.privateKey);
    },
    {},
    /planned for the score profile/u,
  ],
  [
    'the embedded miner',
    () => Promise.resolve(),
    { target: 'mock:instant' },
    /the target is the embedded miner/u,
  ],
];

test.each(cases.map(([what, damage, options, reason]) => ({ what, damage, options, reason })))(
  'with $what it is kept off, with the reason',
  async ({ damage, options, reason }) => {
    expect((await reasonsAfter(damage, options)).join('\n')).toMatch(reason);
  },
);

test('without a trusted key nothing is official', async () => {
  await using parent = await temporaryFolder();
  const folder = await writeOfficialRun(parent.path, { id: 'run-1', repeat: 3 });

  expect(await examine(folder, [])).toMatchObject({
    signer: null,
    reasons: ['no trusted key was given (--public-key) to check its signature with'],
  });
});

import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parsePublicKey, readSigningKey, readSignature } from '../../src/results/sign.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { containing, matching } from '../support/asymmetric.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });

async function keyFile(text: string | Buffer) {
  const folder = await temporaryFolder();
  const path = join(folder.path, 'key.pem');
  await writeFile(path, text);
  return { path, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

test('an Ed25519 key in PEM is read', async () => {
  await using file = await keyFile(pem);

  expect((await readSigningKey(file.path)).asymmetricKeyType).toBe('ed25519');
});

test('a public key is read from PEM and from the base64 of a signature', () => {
  const spki = publicKey.export({ type: 'spki', format: 'pem' });
  const base64 = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

  expect(parsePublicKey(String(spki), 'x').equals(publicKey)).toBe(true);
  expect(parsePublicKey(base64, 'x').equals(publicKey)).toBe(true);
});

test('another kind of key, or none, says how to make one and never shows the file', async () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });
  for (const text of ['not a key: hunter2', ec]) {
    await using file = await keyFile(text);

    await expect(readSigningKey(file.path)).rejects.toMatchObject({
      hint: containing('openssl genpkey -algorithm ed25519'),
      message: matching(/^(?!.*hunter2)/u),
    });
  }
});

test('a run without a signature has none', async () => {
  await using folder = await temporaryFolder();

  expect(await readSignature(folder.path)).toBeUndefined();
});

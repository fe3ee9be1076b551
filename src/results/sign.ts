import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import * as z from 'zod';
import { BenchError } from '../errors/bench-error.js';
import { writeFileAtomic } from '../lib/atomic-file.js';
import { canonicalJson } from '../lib/canonical-json.js';
import { digestOf, sha256 } from '../lib/digest.js';
import { diskProblem, errnoOf } from '../lib/disk-problem.js';
import { parseJson, type Json } from '../lib/json.js';
import { validate } from '../lib/validate.js';
import { runFile } from './run-folder.js';
import { requireKnownVersion } from './upgrade.js';

const digest = z.string().regex(/^[0-9a-f]{64}$/u);

/** `signature.json`, beside the files it is about. */
export const signatureSchema = z.object({
  schema: z.literal('janus-bench/signature'),
  schemaVersion: z.literal(1),
  algorithm: z.literal('Ed25519'),
  /** SPKI, DER, base64. Proves nothing by itself: compare it with a key you know. */
  publicKey: z.string(),
  signed: z.object({
    /** SHA-256 of the canonical JSON (RFC 8785) of result.json. */
    result: digest,
    /** The same of result.public.json; null where there is none. */
    publicResult: digest.nullable(),
    /** SHA-256 of the bytes of attempts.jsonl. */
    journal: digest,
    /** SHA-256 of the bytes of meter.jsonl; null where there is none. */
    meter: digest.nullable(),
  }),
  /** Over the canonical JSON of `signed`, after the line `janus-bench/signature/1`; base64. */
  signature: z.string(),
});
export type SignatureFile = z.output<typeof signatureSchema>;
export type SignedDigests = SignatureFile['signed'];

const keyHint = 'Make one with: openssl genpkey -algorithm ed25519 -out janus-key.pem';

/** Reads an Ed25519 private key (PEM, PKCS #8). Throws BenchError('usage'); never shows the file's content. */
export async function readSigningKey(path: string): Promise<KeyObject> {
  const pem = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw diskProblem(cause, path);
  });
  return ed25519Key(() => createPrivateKey(pem), path);
}

/** Reads a public key to check against: PEM, or the base64 that stands in a signature. */
export function parsePublicKey(text: string, where: string): KeyObject {
  const isPem = text.includes('-----BEGIN');
  const der = Buffer.from(text.trim(), 'base64');
  return ed25519Key(() => createPublicKey(isPem ? text : { key: der, format: 'der', type: 'spki' }), where);
}

/** Signs a run folder whose result.json is written, and writes signature.json. */
export async function signRun(folder: string, privateKey: KeyObject): Promise<SignatureFile> {
  const signed = await digestsOf(folder);
  const file: SignatureFile = {
    schema: 'janus-bench/signature',
    schemaVersion: 1,
    algorithm: 'Ed25519',
    publicKey: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64'),
    signed,
    signature: sign(null, signedBytes(signed), privateKey).toString('base64'),
  };
  await writeFileAtomic(runFile(folder, 'signature'), `${JSON.stringify(file, null, 2)}\n`);
  return file;
}

/** Undefined: the run is not signed. Throws BenchError('usage') on a file that is no signature. */
export async function readSignature(folder: string): Promise<SignatureFile | undefined> {
  const path = runFile(folder, 'signature');
  const text = await textIfThere(path);
  if (text === undefined) return undefined;
  const known = { schema: 'janus-bench/signature', version: 1, where: path };
  return validate(signatureSchema, requireKnownVersion(parseJson(text), known), { where: path });
}

/** Whether the key in the file made this signature over these digests. */
export function isSignedBy({ signed, signature }: SignatureFile, key: KeyObject): boolean {
  return verify(null, signedBytes(signed), key, Buffer.from(signature, 'base64'));
}

/** The digests of what lies in the folder now. */
export async function digestsOf(folder: string): Promise<SignedDigests> {
  const result = await jsonDigest(runFile(folder, 'result'));
  if (result === null) {
    throw new BenchError('usage', `there is no ${runFile(folder, 'result')}`, {
      hint: 'Finish the run first.',
    });
  }
  return {
    result,
    publicResult: await jsonDigest(runFile(folder, 'publicResult')),
    meter: await meterDigest(folder),
    journal: await fileDigest(runFile(folder, 'journal')),
  };
}

function signedBytes(signed: SignedDigests): Buffer {
  return Buffer.from(`janus-bench/signature/1\n${canonicalJson(signed)}`, 'utf8');
}

async function jsonDigest(path: string): Promise<string | null> {
  const text = await textIfThere(path);
  if (text === undefined) return null;
  const value: Json | undefined = parseJson(text);
  if (value === undefined) throw new BenchError('usage', `${path} is not JSON`);
  try {
    return digestOf(value);
  } catch (cause) {
    if (cause instanceof RangeError)
      throw new BenchError('usage', `${path} nests more deeply than anything of this program's`, { cause });
    throw cause;
  }
}

async function meterDigest(folder: string): Promise<string | null> {
  const text = await textIfThere(runFile(folder, 'meter'));
  return text === undefined ? null : sha256(text);
}

async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const block of createReadStream(path)) {
      if (Buffer.isBuffer(block)) hash.update(block);
    }
  } catch (cause) {
    throw diskProblem(cause, path);
  }
  return hash.digest('hex');
}

async function textIfThere(path: string): Promise<string | undefined> {
  try {
    // A pipe would be waited for without end.
    if ((await stat(path)).isFile()) return await readFile(path, 'utf8');
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return undefined;
    throw diskProblem(cause, path);
  }
  throw new BenchError('usage', `${path} is not a file`);
}

function ed25519Key(read: () => KeyObject, where: string): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch (cause) {
    throw new BenchError('usage', `${where} is not a key that can be read`, { hint: keyHint, cause });
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new BenchError('usage', `${where} is a ${key.asymmetricKeyType ?? 'secret'} key, not Ed25519`, {
    hint: keyHint,
  });
}

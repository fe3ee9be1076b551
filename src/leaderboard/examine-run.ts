import type { KeyObject } from 'node:crypto';
import { BenchError } from '../errors/bench-error.js';
import { digestOf } from '../lib/digest.js';
import { inert } from '../lib/inert.js';
import { parseJson } from '../lib/json.js';
import type { RunPlace } from '../results/find-run.js';
import { unsignedReason } from '../results/publishable.js';
import { readResultFile } from '../results/read-run.js';
import type { RunResult } from '../results/run-result.js';
import { digestsOf, readSignature, type SignatureFile } from '../results/sign.js';
import { verifyRun, type Verification } from '../results/verify.js';

/** A run as it lies on disk, and everything that keeps it off a board. */
export interface ExaminedRun {
  readonly result: RunResult;
  /** Of the canonical JSON of the result, and of the journal's bytes ('' without a journal). */
  readonly resultSha256: string;
  readonly journalSha256: string;
  /** First 16 hex digits of the SHA-256 of the trusted key that signed it. */
  readonly signer: string | null;
  /** One sentence each; none: it is signed by a trusted key, official, and its journal gives every number. */
  readonly reasons: readonly string[];
}

/** Throws BenchError('usage') where there is no result that can be read. */
export async function examineRun(place: RunPlace, trusted: readonly KeyObject[]): Promise<ExaminedRun> {
  if (place.result === undefined) {
    throw new BenchError('usage', `there is no result.json in ${place.folder ?? 'this run'}`, {
      hint: 'Finish the run first: janus-bench run --resume RUN',
    });
  }
  const verified = await verifiedBy(place, trusted);
  const result = await readResultFile(place.result);
  const digest = digestOf(parseJson(JSON.stringify(result)) ?? null);
  const isChanged = verified.signed !== undefined && verified.signed.result !== digest;
  const reasons = [
    ...verified.reasons,
    ...(isChanged && verified.reasons.length === 0 ? ['result.json was changed while it was read'] : []),
    ...result.publishable.reasons.map((reason) => inert(reason, mostReasonChars)),
  ];
  return {
    result,
    resultSha256: digest,
    journalSha256: verified.signed?.journal ?? '',
    signer: verified.signer,
    reasons: [...new Set(reasons)].slice(0, mostReasons),
  };
}

const mostReasons = 40;
const mostReasonChars = 300;

interface Verified {
  readonly signed: SignatureFile['signed'] | undefined;
  readonly signer: string | null;
  readonly reasons: readonly string[];
}

async function verifiedBy(place: RunPlace, trusted: readonly KeyObject[]): Promise<Verified> {
  const { folder, journal } = place;
  if (folder === undefined || journal === undefined) {
    return {
      signed: undefined,
      signer: null,
      reasons: ['there is no journal beside it to recompute it from'],
    };
  }
  try {
    const file = await readSignature(folder);
    const key = trusted.find((each) => publicKeyText(each) === file?.publicKey) ?? trusted[0];
    const verification = await verifyRun(place, { publicKey: key });
    const reasons = reasonsOf(verification, trusted.length > 0);
    const isTrusted = trusted.length > 0 && verification.signature.status === 'valid';
    return {
      signed: await digestsOf(folder),
      signer: isTrusted ? (verification.signature.signer ?? null) : null,
      reasons,
    };
  } catch (problem) {
    if (!(problem instanceof BenchError)) throw problem;
    return { signed: undefined, signer: null, reasons: [inert(problem.message, mostReasonChars)] };
  }
}

function publicKeyText(key: KeyObject): string {
  return key.export({ format: 'der', type: 'spki' }).toString('base64');
}

function reasonsOf({ signature, differences, ok }: Verification, isAnyTrusted: boolean): readonly string[] {
  const { status, signer = '' } = signature;
  const told = differences
    .slice(0, shownDifferences)
    .map(
      ({ path, found, expected }) =>
        `${inert(path, 120)} is ${inert(found, 60)}, its journal gives ${inert(expected, 60)}`,
    );
  const more = differences.length - told.length;
  const reasons = [
    ...(isAnyTrusted ? [] : ['no trusted key was given (--public-key) to check its signature with']),
    ...(status === 'none' ? [unsignedReason] : []),
    ...(status === 'unknown_signer' ? [`it is signed by a key that is not trusted (${signer})`] : []),
    ...(status === 'unknown_signer'
      ? []
      : signature.problems.map((problem) => inert(problem, mostReasonChars))),
    ...told,
    ...(more > 0 ? [`${more} further numbers are not what its journal gives`] : []),
  ];
  return ok || reasons.length > 0 ? reasons : ['it does not verify'];
}

const shownDifferences = 3;

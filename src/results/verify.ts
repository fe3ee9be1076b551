import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { BenchError } from '../errors/bench-error.js';
import { sha256 } from '../lib/digest.js';
import { parseJson } from '../lib/json.js';
import { assemble, type AssembleOptions } from './assemble.js';
import { differences, type Difference } from './differences.js';
import type { RunPlace } from './find-run.js';
import type { Journal } from './journal-file.js';
import { readRecords } from './read-records.js';
import { publicResult } from './public-result.js';
import { unsignedReason } from './publishable.js';
import { readResultFile } from './read-run.js';
import { runFile } from './run-folder.js';
import type { RunResult } from './run-result.js';
import { digestsOf, isSignedBy, parsePublicKey, readSignature, type SignatureFile } from './sign.js';

export interface Verification {
  readonly ok: boolean;
  readonly signature: SignatureCheck;
  /** What in result.json the journal does not bear out. */
  readonly differences: readonly Difference[];
  /** Attempts recomputed. */
  readonly attempts: number;
  /** What it was merged from: their journals' digests stand in it, what happened on their machines cannot be proven. */
  readonly shards?: readonly {
    readonly index: number;
    readonly runId: string;
    readonly journalSha256: string;
  }[];
}

export interface SignatureCheck {
  /** `unknown_signer`: sound, but not by the key that was asked for. */
  readonly status: 'none' | 'valid' | 'invalid' | 'unknown_signer';
  /** SHA-256 of the signer's public key, the first 16 hex digits. */
  readonly signer?: string | undefined;
  /** Why it is invalid, one sentence each. */
  readonly problems: readonly string[];
}

export interface VerifyOptions {
  /** The key the run must be signed with. Without one, any sound signature will do. */
  readonly publicKey?: KeyObject | undefined;
}

/**
 * Recomputes every score, metric and row of result.json from the journal and names each difference; checks the
 * signature, if there is one, and that it covers the files as they are. Throws BenchError('usage') where there is nothing to check.
 */
export async function verifyRun(place: RunPlace, options: VerifyOptions = {}): Promise<Verification> {
  const { folder, result: resultPath, journal: journalPath } = place;
  if (folder === undefined || resultPath === undefined || journalPath === undefined) {
    throw new BenchError('usage', 'verifying takes a run folder with both result.json and attempts.jsonl', {
      hint: 'Name the run folder.',
    });
  }
  const written = await readFile(runFile(folder, 'result'), 'utf8');
  const result = await readResultFile(runFile(folder, 'result'));
  const journal = await readRecords(journalPath);
  const expected = ofSameAge(result, assemble(journal, toldBy(result, journal)));
  const found = [
    ...differences(plain(result), plain(expected)),
    ...(isAsWritten(written, result) ? [] : [notAsWritten]),
    ...(await publicDifferences(folder, result)),
  ];
  const signature = await checkSignature(folder, options.publicKey);
  const claimsSigned = !result.publishable.reasons.includes(unsignedReason);
  const problems =
    claimsSigned && signature.status === 'none'
      ? [...signature.problems, 'the result says that it is signed, and there is no signature.json']
      : signature.problems;
  const isSigned =
    signature.status === 'valid' || (signature.status === 'none' && options.publicKey === undefined);
  return {
    ok: found.length === 0 && isSigned && problems.length === 0,
    signature: { ...signature, problems },
    differences: found,
    attempts: journal.records.length,
    ...shardsOf(result),
  };
}

function shardsOf({ merged }: RunResult): Pick<Verification, 'shards'> {
  if (merged === undefined) return {};
  return {
    shards: merged.shards.map(({ index, runId, journalSha256 }) => ({ index, runId, journalSha256 })),
  };
}

/** A result from before rows had `parts` is not wrong for it. */
function ofSameAge(result: RunResult, expected: RunResult): RunResult {
  if (result.attempts.some(({ parts }) => parts !== undefined)) return expected;
  return { ...expected, attempts: expected.attempts.map((row) => ({ ...row, parts: undefined })) };
}

/** The few things a journal does not hold; none of them touches a score. */
function toldBy({ run, judge, publishable, renormalised }: RunResult, journal: Journal): AssembleOptions {
  return {
    finishedAt: run.finishedAt,
    resumes: journal.resumedAt.length > 0 ? journal.resumedAt.length : run.resumes,
    judgeUsage: judge ?? undefined,
    allowPartial: renormalised !== null,
    willBeSigned: !publishable.reasons.includes(unsignedReason),
  };
}

async function publicDifferences(folder: string, result: RunResult): Promise<readonly Difference[]> {
  const { publicResult: isThere } = await digestsOf(folder);
  if (isThere === null) return [];
  const published = await readResultFile(runFile(folder, 'publicResult'));
  return differences(plain(published), plain(publicResult(result)), 'result.public.json');
}

async function checkSignature(folder: string, wanted: KeyObject | undefined): Promise<SignatureCheck> {
  const file = await readSignature(folder);
  if (file === undefined) return { status: 'none', problems: [] };
  const signer = sha256(Buffer.from(file.publicKey, 'base64')).slice(0, 16);
  const problems = await signatureProblems(folder, file);
  if (problems.length > 0) return { status: 'invalid', signer, problems };
  if (wanted !== undefined && !isSignedBy(file, wanted)) {
    return { status: 'unknown_signer', signer, problems: ['it is signed by another key than the one given'] };
  }
  return { status: 'valid', signer, problems: [] };
}

async function signatureProblems(folder: string, file: SignatureFile): Promise<readonly string[]> {
  const problems: string[] = [];
  if (!isSignedBy(file, parsePublicKey(file.publicKey, runFile(folder, 'signature')))) {
    problems.push('the signature does not belong to what it is written beside');
  }
  const now = await digestsOf(folder);
  const changed = [
    ['result.json', file.signed.result, now.result],
    ['result.public.json', file.signed.publicResult, now.publicResult],
    ['attempts.jsonl', file.signed.journal, now.journal],
    ['meter.jsonl', file.signed.meter, now.meter],
  ] as const;
  for (const [name, then, digest] of changed) {
    if (then !== digest) problems.push(`${name} was changed after it was signed`);
  }
  return problems;
}

const notAsWritten: Difference = {
  path: 'result.json',
  found: 'members that a result does not have, or one member twice',
  expected: 'the file as it was written',
};

/** Readers differ on a member that stands twice, and the schema passes over what it does not know: neither may hide here. Layout is free. */
function isAsWritten(text: string, result: RunResult): boolean {
  const value = parseJson(text);
  const bare = text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');
  try {
    return bare === JSON.stringify(value) && differences(value, plain(result)).length === 0;
  } catch (problem) {
    // Nested so deeply that nobody wrote it with this program.
    if (problem instanceof RangeError) return false;
    throw problem;
  }
}

/** As JSON holds it: members that are undefined are gone. */
function plain(result: RunResult) {
  return parseJson(JSON.stringify(result));
}

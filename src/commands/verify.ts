import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { ExitReason } from '../errors/exit-codes.js';
import { diskProblem } from '../lib/disk-problem.js';
import { inert } from '../lib/inert.js';
import { counted } from '../report/words.js';
import { findRun } from '../results/find-run.js';
import { parsePublicKey } from '../results/sign.js';
import { verifyRun, type SignatureCheck, type Verification } from '../results/verify.js';
import type { CommandAction } from './command.js';
import { pathFrom } from './io.js';
import { isOn, readOptions } from './read-options.js';

/** `verify`: does the result follow from the journal, and is it signed by whom it should be? Exit code 1 if not. */
export const verify: CommandAction = async (call) => {
  const { io, operands } = call;
  const { publicKey, json, output } = readOptions(call, {
    publicKey: z.string().optional(),
    json: isOn,
    output: z.string().default('janus-results'),
  });
  const place = await findRun(operands[0], pathFrom(io, output));
  const verification = await verifyRun(place, {
    publicKey: publicKey === undefined ? undefined : await readKey(pathFrom(io, publicKey)),
  });
  io.stdout.write(
    json
      ? `${JSON.stringify(verification, null, 2)}\n`
      : renderVerification(place.folder ?? '', verification),
  );
  return exitOf(verification);
};

function exitOf({ ok }: Verification): ExitReason {
  return ok ? 'ok' : 'bar';
}

async function readKey(path: string) {
  const pem = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw diskProblem(cause, path);
  });
  return parsePublicKey(pem, path);
}

const shownDifferences = 20;

function renderVerification(folder: string, verification: Verification): string {
  const { ok, signature, differences, attempts, shards = [] } = verification;
  const shown = differences.slice(0, shownDifferences);
  const more = differences.length - shown.length;
  const lines = [
    `${folder}: ${ok ? 'verified' : 'NOT verified'}`,
    `  signature    ${signatureWords(signature)}`,
    ...signature.problems.map((problem) => `               ${inert(problem)}`),
    differences.length === 0
      ? `  scores       recomputed from ${counted(attempts, 'attempt')}: every number is the same`
      : `  scores       recomputed from ${counted(attempts, 'attempt')}: ${counted(differences.length, 'difference')}`,
    ...shown.map(
      ({ path, found, expected }) =>
        `               ${inert(path)}: ${inert(found, 60)}, the journal gives ${inert(expected, 60)}`,
    ),
    ...(more > 0 ? [`               and ${more} more`] : []),
    ...shardLines(shards),
  ];
  return `${lines.join('\n')}\n`;
}

/** Who has the shards' folders can compare their journals; a signature of theirs says nothing about the merged run. */
function shardLines(shards: NonNullable<Verification['shards']>): readonly string[] {
  if (shards.length === 0) return [];
  return [
    `  merged       from ${counted(shards.length, 'shard')}, which nobody signed as one; SHA-256 of their journals:`,
    ...shards.map(
      ({ index, runId, journalSha256 }) =>
        `               ${index}  ${inert(runId, 40)}  ${inert(journalSha256, 64)}`,
    ),
  ];
}

function signatureWords({ status, signer }: SignatureCheck): string {
  if (status === 'none') return 'none';
  const by = signer === undefined ? '' : `, key ${signer}`;
  return { valid: `valid${by}`, invalid: `INVALID${by}`, unknown_signer: `sound, but by another key${by}` }[
    status
  ];
}

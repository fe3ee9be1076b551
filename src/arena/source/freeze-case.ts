import { digestOf } from '../../lib/digest.js';
import type { FetchReply } from './contract.js';
import { hardTimeoutCapMs, payloadSchema, type CasePayload } from './contract.js';

/** A case as every agent of a cohort gets it. */
export interface FrozenCase {
  readonly caseId: string;
  readonly caseVersion: number;
  readonly domain: string;
  /** Of the entrypoint. */
  readonly host: string;
  readonly payload: CasePayload;
  readonly payloadSha256: string;
  /** As the policy says, at most 300 s. */
  readonly hardTimeoutMs: number;
}

export type Frozen =
  { readonly kind: 'frozen'; readonly case: FrozenCase } | { readonly kind: 'refused'; readonly why: string };

export interface FreezeRules {
  /** Hosts that may be asked for; empty: all. */
  readonly hosts: readonly string[];
  /** The hash under which this case and version was seen before; undefined: never. */
  readonly knownSha256: (caseId: string, caseVersion: number) => string | undefined;
}

/**
 * Checks what a case source sent before anything is started with it: every part there, the hash true of the payload
 * (SHA-256 over canonical JSON), the host allowed, and no other payload under a version that was seen before.
 */
export function freezeCase(
  {
    case_id: caseId,
    case_version: caseVersion,
    domain,
    payload,
    payload_sha256: sent,
  }: FetchReply['cases'][number],
  { hosts, knownSha256 }: FreezeRules,
): Frozen {
  const named = `case ${caseId}, version ${caseVersion}`;
  const parsed = payloadSchema.safeParse(payload);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refused(`${named}: ${issue?.path.join('.') ?? 'payload'}: ${issue?.message ?? 'not usable'}`);
  }
  const found = digestOf(payload);
  if (found !== sent)
    return refused(`${named}: its payload hashes to ${short(found)}, not to ${short(sent)}`);
  const known = knownSha256(caseId, caseVersion);
  if (known !== undefined && known !== found)
    return refused(`${named}: frozen_payload_mismatch: ${short(found)} now, ${short(known)} before`);
  const host = new URL(parsed.data.entrypoint.url).hostname;
  if (hosts.length > 0 && !hosts.includes(host)) return refused(`${named}: ${host} is not an allowed host`);
  const hardTimeoutMs = Math.min(parsed.data.timeout_policy.hard_timeout_ms, hardTimeoutCapMs);
  return {
    kind: 'frozen',
    case: { caseId, caseVersion, domain, host, payload: parsed.data, payloadSha256: found, hardTimeoutMs },
  };
}

function refused(why: string): Frozen {
  return { kind: 'refused', why };
}

function short(digest: string): string {
  return digest.slice(0, 12);
}

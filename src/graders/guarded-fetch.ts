import { lookup as lookupHost } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.js';

/** Fetches a file from a URL that a miner gave. Never rejects. */
export type FetchArtifact = (url: string, rules: FetchRules) => Promise<FetchedArtifact>;

export interface FetchRules {
  readonly maxBytes: number;
  /** Hosts as in a URL, with the port where it is not the scheme's own: `files.example`, `files.example:8443`. */
  readonly allowHosts: readonly string[];
  /** Whether the target's own origin may be asked. */
  readonly allowTargetHost: boolean;
}

export type FetchedArtifact =
  | {
      readonly kind: 'bytes';
      readonly bytes: Uint8Array;
      /** Media type the server names, without parameters; undefined: none. */
      readonly mimeType: string | undefined;
    }
  | { readonly kind: 'problem'; readonly reason: string };

export interface ArtifactFetchOptions {
  /** Base URL of the miner under test. */
  readonly targetUrl?: string | undefined;
  /** For one artifact with all its redirects, ms. */
  readonly timeoutMs?: number | undefined;
  /** All addresses of a host; the system's resolver if left out. */
  readonly resolve?: ((host: string) => Promise<readonly string[]>) | undefined;
  /** Which addresses may be connected to; those of the public internet if left out. */
  readonly isAllowedAddress?: ((address: string) => boolean) | undefined;
}

const maxRedirects = 3;

/**
 * GET without credentials, cookies or proxy, of hosts that a task allows only. A name is resolved once, every address it
 * has must be public, and the connection goes to what was checked, so that a name cannot change its mind in between. The
 * target's own origin is exempt from the address check: it is where the user sent us. A redirect is a new URL under the
 * same rules.
 */
export function openArtifactFetch({
  targetUrl,
  timeoutMs = 10_000,
  resolve = addressesOf,
  isAllowedAddress = isPublicAddress,
}: ArtifactFetchOptions = {}): FetchArtifact {
  const targetOrigin = targetUrl === undefined ? undefined : new URL(targetUrl).origin;

  async function addressesFor(url: URL): Promise<readonly string[]> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const addresses = isIP(host) === 0 ? await resolve(host) : [host];
    if (addresses.length === 0) throw new Refused(`${url.host} has no address`);
    const isTarget = url.origin === targetOrigin;
    if (!isTarget && !addresses.every(isAllowedAddress))
      throw new Refused(`${url.host} is not on the public internet`);
    return addresses;
  }

  async function follow(start: string, rules: FetchRules, signal: AbortSignal): Promise<FetchedArtifact> {
    let next = start;
    for (let hop = 0; hop <= maxRedirects; hop++) {
      const url = allowedUrl(next, rules, targetOrigin);
      const reply = await get({ url, addresses: await addressesFor(url), maxBytes: rules.maxBytes, signal });
      if (reply.kind !== 'redirect') return reply;
      next = URL.canParse(reply.to, url.href) ? new URL(reply.to, url).href : reply.to;
    }
    throw new Refused('it redirects too often');
  }

  return async (url, rules) => {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await Promise.race([follow(url, rules, signal), ended(signal)]);
    } catch (error) {
      const reason = error instanceof Refused ? error.message : whyFailed(error, signal, timeoutMs);
      return { kind: 'problem', reason };
    }
  };
}

/** Why a URL is not asked, or no further. */
class Refused extends Error {
  override readonly name = 'Refused';
}

function allowedUrl(text: string, { allowHosts, allowTargetHost }: FetchRules, targetOrigin?: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new Refused('its URL is neither data: nor http(s):');
  if (url.username !== '' || url.password !== '') throw new Refused('its URL carries credentials');
  const isAllowed =
    allowHosts.some((host) => host.toLowerCase() === url.host) ||
    (allowTargetHost && url.origin === targetOrigin);
  if (!isAllowed) throw new Refused(`the task does not allow files from ${url.host}`);
  return url;
}

interface Get {
  readonly url: URL;
  readonly addresses: readonly string[];
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

async function get({
  url,
  addresses,
  maxBytes,
  signal,
}: Get): Promise<FetchedArtifact | { readonly kind: 'redirect'; readonly to: string }> {
  // Loaded here: most runs fetch nothing, and starting the program must stay quick.
  const { Client } = await import('undici');
  const client = new Client(url.origin, { connect: { lookup: pinned(addresses) } });
  try {
    const { statusCode, headers, body } = await client.request({
      method: 'GET',
      path: `${url.pathname}${url.search}`,
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'janus-bench' },
      signal,
    });
    if (statusCode >= 300 && statusCode < 400 && headers['location'] !== undefined)
      return { kind: 'redirect', to: String(headers['location']) };
    if (statusCode !== 200) throw new Refused(`its URL answers with status ${statusCode}`);
    if ((headers['content-encoding'] ?? 'identity') !== 'identity')
      throw new Refused('it is compressed, though that was not asked for');
    if (Number(headers['content-length'] ?? 0) > maxBytes) throw new Refused(`it is over ${maxBytes} bytes`);
    const mimeType = String(headers['content-type'] ?? '')
      .split(';', 1)[0]
      ?.trim()
      .toLowerCase();
    return {
      kind: 'bytes',
      bytes: await readUpTo(body, maxBytes),
      mimeType: mimeType === '' ? undefined : mimeType,
    };
  } finally {
    await client.destroy();
  }
}

async function readUpTo(body: AsyncIterable<unknown>, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    if (!(piece instanceof Uint8Array)) throw new TypeError('a body is made of bytes');
    length += piece.length;
    if (length > maxBytes) throw new Refused(`it is over ${maxBytes} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Answers every lookup with the addresses that were checked. */
function pinned(addresses: readonly string[]): LookupFunction {
  const known = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, { all }, callback) => {
    const [first] = known;
    if (all === true) callback(null, known);
    else callback(null, first?.address ?? '', first?.family);
  };
}

async function addressesOf(host: string): Promise<readonly string[]> {
  return (await lookupHost(host, { all: true, verbatim: true })).map(({ address }) => address);
}

/** The resolver cannot be called off, so the time limit must not wait for it. */
function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Refused('it took too long')), { once: true });
  });
}

function whyFailed(error: unknown, signal: AbortSignal, timeoutMs: number): string {
  if (signal.aborted) return `it did not arrive within ${timeoutMs} ms`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no connection';
  return `it cannot be fetched (${code})`;
}

import type { Artifact } from '../target/exchange.js';
import { sha256 } from '../lib/digest.js';
import type { Answer } from './answer.js';
import { dataUrlsIn, decodeDataUrl } from './data-url.js';
import type { Span } from './grade.js';
import type { FetchArtifact, FetchRules } from './guarded-fetch.js';
import { webLinksIn } from './web-links.js';
import { UnavailableCheck } from './refused-check.js';
import { contentSpan, missing } from './slots.js';
import type { Found } from './slots.js';

export interface WantedArtifact extends FetchRules {
  readonly mimeType: string;
}

interface Candidate {
  readonly url: string;
  readonly span: Span;
  /** Absent: a link in the content, which claims only its type. */
  readonly descriptor?: Artifact | undefined;
}

const maxDescriptors = 50;
/** Files fetched for one answer; further ones are not asked for. */
const maxFetched = 3;

/**
 * The one artifact of the wanted type in the final exchange: from a descriptor, or a `data:` URL in the content. Where the
 * task allows fetching, a descriptor's http(s) URL counts too, and a Markdown link whose path ends as files of the type do.
 * The same bytes named twice are one; two that differ are a conflict. What a descriptor claims must be true of the bytes.
 * Throws UnavailableCheck where a file would have to be fetched and nothing fetches.
 */
export async function findArtifact(
  answer: Answer,
  wanted: WantedArtifact,
  fetchArtifact: FetchArtifact | undefined,
): Promise<Found<Uint8Array>> {
  const candidates = candidatesOf(answer, wanted);
  if (typeof candidates === 'string') return missing(candidates);
  const found: { bytes: Uint8Array; digest: string; span: Span }[] = [];
  for (const candidate of candidates) {
    const bytes = await bytesOf(candidate, wanted, fetchArtifact);
    if (typeof bytes === 'string') return missing(bytes);
    found.push({ bytes, digest: sha256(bytes), span: candidate.span });
  }
  const [first] = found;
  if (first === undefined) return missing(`there is no artifact of type ${wanted.mimeType}`);
  if (found.some(({ digest }) => digest !== first.digest))
    return missing(`there are several different artifacts of type ${wanted.mimeType}, one wanted`);
  return { kind: 'found', value: first.bytes, span: first.span };
}

function candidatesOf(answer: Answer, wanted: WantedArtifact): readonly Candidate[] | string {
  const { mimeType, maxBytes } = wanted;
  const exchange = answer.exchanges.length - 1;
  const reply = answer.exchanges[exchange]?.reply;
  if (reply === undefined) return [];
  if (reply.artifacts.length > maxDescriptors)
    return `there are ${reply.artifacts.length} artifacts, ${maxDescriptors} at most`;
  if (reply.content.length > 4 * maxBytes + maxProseChars) return 'the answer is too long to grade';
  const described = reply.artifacts.flatMap((descriptor, index) => {
    if (!isOfType(descriptor, mimeType)) return [];
    const span: Span = { exchange, in: 'artifact', start: index, end: index + 1 };
    return [{ url: descriptor.url ?? '', span, descriptor }];
  });
  const linked = dataUrlsIn(reply.content).filter(({ url }) => typeOf(url) === mimeType);
  const web = mayFetch(wanted) ? webLinksIn(reply.content, mimeType) : [];
  if (described.filter(({ url }) => !isDataUrl(url)).length + web.length > maxFetched)
    return `there are over ${maxFetched} artifacts of type ${mimeType} to fetch, one wanted`;
  const inContent = [...linked, ...web].map(({ url, start, end }) => {
    return { url, span: contentSpan(answer, { start, end }) };
  });
  return [...described, ...inContent];
}

function mayFetch({ allowHosts, allowTargetHost }: FetchRules): boolean {
  return allowHosts.length > 0 || allowTargetHost;
}

const maxProseChars = 1_000_000;

function isDataUrl(url: string): boolean {
  return /^data:/i.test(url);
}

function isOfType({ mimeType, url = '' }: Artifact, wanted: string): boolean {
  return bareType(mimeType ?? '') === wanted || typeOf(url) === wanted;
}

/** The media type a `data:` URL states; undefined for any other URL. */
function typeOf(url: string): string | undefined {
  const type = /^data:([^;,]{0,100})[;,]/i.exec(url.slice(0, 120))?.[1];
  return type === undefined ? undefined : bareType(type);
}

function bareType(type: string): string {
  return (type.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** The bytes, or why they are not to be had. */
async function bytesOf(
  { url, descriptor }: Candidate,
  wanted: WantedArtifact,
  fetchArtifact: FetchArtifact | undefined,
): Promise<Uint8Array | string> {
  const { mimeType, maxBytes } = wanted;
  if (url === '') return 'the artifact has no URL';
  const source = isDataUrl(url) ? decodeDataUrl(url, maxBytes) : await fetched(url, wanted, fetchArtifact);
  if (typeof source === 'string') return source;
  if (source.kind === 'problem') return `the artifact: ${source.reason}`;
  const isUntyped = source.mimeType === undefined || source.mimeType === 'application/octet-stream';
  if (source.mimeType !== mimeType && !(isUntyped && !isDataUrl(url)))
    return `the artifact's URL says ${source.mimeType ?? 'nothing'}, ${mimeType} wanted`;
  return (
    (descriptor === undefined ? undefined : falseClaim(descriptor, source.bytes, mimeType)) ?? source.bytes
  );
}

function fetched(url: string, wanted: WantedArtifact, fetchArtifact: FetchArtifact | undefined) {
  if (!mayFetch(wanted)) return 'the artifact is not in a data: URL, and others are never fetched';
  if (fetchArtifact === undefined) throw new UnavailableCheck('there is nothing here that fetches artifacts');
  return fetchArtifact(url, wanted);
}

function falseClaim(descriptor: Artifact, bytes: Uint8Array, mimeType: string): string | undefined {
  const { sizeBytes, sha256: digest, mimeType: claimed } = descriptor;
  if (claimed !== undefined && bareType(claimed) !== mimeType)
    return `the descriptor claims another type than its URL`;
  if (sizeBytes !== undefined && sizeBytes !== bytes.length)
    return `the descriptor claims ${sizeBytes} bytes, there are ${bytes.length}`;
  const isFalseDigest =
    digest !== undefined &&
    digest
      .trim()
      .toLowerCase()
      .replace(/^sha256[:-]/, '') !== sha256(bytes);
  return isFalseDigest ? 'the descriptor claims another SHA-256 than the bytes have' : undefined;
}

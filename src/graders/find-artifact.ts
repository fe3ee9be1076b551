import type { Artifact } from '../target/exchange.js';
import { sha256 } from '../lib/digest.js';
import type { Answer } from './answer.js';
import { dataUrlsIn, decodeDataUrl } from './data-url.js';
import type { Span } from './grade.js';
import { contentSpan, missing } from './slots.js';
import type { Found } from './slots.js';

interface Wanted {
  readonly mimeType: string;
  readonly maxBytes: number;
}

interface Candidate {
  readonly url: string;
  readonly span: Span;
  /** Absent: a link in the content, which claims only its type. */
  readonly descriptor?: Artifact | undefined;
}

const maxDescriptors = 50;

/**
 * The one artifact of the wanted type in the final exchange: from a descriptor, or a `data:` URL in the content. The same
 * bytes named twice are one; two that differ are a conflict. What a descriptor claims must be true of the bytes. A URL
 * that is not `data:` is never fetched.
 */
export function findArtifact(answer: Answer, wanted: Wanted): Found<Uint8Array> {
  const candidates = candidatesOf(answer, wanted);
  if (typeof candidates === 'string') return missing(candidates);
  const found: { bytes: Uint8Array; digest: string; span: Span }[] = [];
  for (const candidate of candidates) {
    const bytes = bytesOf(candidate, wanted);
    if (typeof bytes === 'string') return missing(bytes);
    found.push({ bytes, digest: sha256(bytes), span: candidate.span });
  }
  const [first] = found;
  if (first === undefined) return missing(`there is no artifact of type ${wanted.mimeType}`);
  if (found.some(({ digest }) => digest !== first.digest))
    return missing(`there are several different artifacts of type ${wanted.mimeType}, one wanted`);
  return { kind: 'found', value: first.bytes, span: first.span };
}

function candidatesOf(answer: Answer, { mimeType, maxBytes }: Wanted): readonly Candidate[] | string {
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
  const linked = dataUrlsIn(reply.content)
    .filter(({ url }) => typeOf(url) === mimeType)
    .map(({ url, start, end }) => ({ url, span: contentSpan(answer, { start, end }) }));
  return [...described, ...linked];
}

const maxProseChars = 1_000_000;

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
function bytesOf({ url, descriptor }: Candidate, { mimeType, maxBytes }: Wanted): Uint8Array | string {
  if (url === '') return 'the artifact has no URL';
  if (!/^data:/i.test(url)) return 'the artifact is not in a data: URL, and others are never fetched';
  const decoded = decodeDataUrl(url, maxBytes);
  if (decoded.kind === 'problem') return `the artifact: ${decoded.reason}`;
  if (decoded.mimeType !== mimeType) return `the artifact's URL says ${decoded.mimeType}, ${mimeType} wanted`;
  return (
    (descriptor === undefined ? undefined : falseClaim(descriptor, decoded.bytes, mimeType)) ?? decoded.bytes
  );
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

import { decodeDataUrl, dataUrlsIn } from '../../graders/data-url.js';
import { sha256 } from '../../lib/digest.js';
import { counted } from '../../report/words.js';
import type { Artifact, Exchange } from '../../target/exchange.js';
import { capture, described } from '../capture.js';
import type { Check, CheckContext, Observation } from '../check.js';
import { sentStream, streamRequest } from '../requests.js';

const prompt =
  'Give back this text unchanged as a file, an artifact of type text/csv:\n```csv\nfruit,count\napple,3\npear,5\n```';
const largestBytes = 2 ** 24;

export const artifacts: Check = {
  id: 'K15',
  level: 'must',
  title: 'Artifact descriptors',
  async run(context) {
    const { exchange } = await capture(context, streamRequest(context, prompt));
    return {
      sent: sentStream(prompt),
      limit: 'delta.artifacts with id, type, mime_type, size_bytes, url and sha256, true of the bytes',
      ...seen(exchange, context),
    };
  },
};

function seen(exchange: Exchange, { excerpt }: CheckContext): Pick<Observation, 'verdict' | 'came' | 'fix'> {
  const { outcome, reply } = exchange;
  const fix =
    'Describe each file in delta.artifacts: size_bytes and the SHA-256 in hex are of the bytes behind url.';
  if (outcome.status !== 'ok') return { verdict: 'fail', came: described(exchange), fix };
  if (reply.artifacts.length === 0) {
    const isInText = dataUrlsIn(reply.content).length > 0;
    const came = isInText
      ? 'a data URL in the text, no descriptor'
      : 'no artifact, and no data URL in the text';
    return { verdict: 'warn', came, fix };
  }
  const problems = reply.artifacts.slice(0, 10).flatMap((artifact) => problemsOf(artifact, excerpt));
  if (problems.length > 0) return { verdict: 'fail', came: problems.join('; '), fix };
  return {
    verdict: 'pass',
    came: `${counted(reply.artifacts.length, 'artifact')}, ${proof(reply.artifacts)}`,
  };
}

/** What the bytes do not prove is believed: the URLs a miner names are not fetched. */
function proof(all: readonly Artifact[]): string {
  const isProven = all.every(({ url = '' }) => url.startsWith('data:'));
  return isProven
    ? 'size and digest as described'
    : 'every field there; what lies behind the URL was not fetched';
}

function problemsOf(
  { id, type, mimeType, sizeBytes, url, sha256: digest }: Artifact,
  excerpt: CheckContext['excerpt'],
): readonly string[] {
  const missing = Object.entries({
    id,
    type,
    mime_type: mimeType,
    size_bytes: sizeBytes,
    url,
    sha256: digest,
  })
    .filter(([, value]) => value === undefined)
    .map(([name]) => name);
  const isDigest = digest === undefined || /^[0-9a-f]{64}$/i.test(digest);
  const isMimeType = mimeType === undefined || /^[\w.+-]{1,100}\/[\w.+-]{1,100}(?:\s*;.*)?$/.test(mimeType);
  return [
    ...(missing.length > 0 ? [`${missing.join(', ')} missing, or of the wrong type`] : []),
    ...(isMimeType ? [] : [`mime_type is "${excerpt(mimeType)}"`]),
    ...(isDigest ? [] : ['sha256 is not 64 hex digits']),
    ...(url === undefined
      ? []
      : urlProblems(url, { sizeBytes, digest: isDigest ? digest : undefined, excerpt })),
  ];
}

interface Claims {
  readonly sizeBytes: number | undefined;
  readonly digest: string | undefined;
  readonly excerpt: CheckContext['excerpt'];
}

function urlProblems(url: string, { sizeBytes, digest, excerpt }: Claims): readonly string[] {
  if (/^https?:\/\//i.test(url)) return URL.canParse(url) ? [] : ['url is not a URL'];
  if (!/^data:/i.test(url)) return [`url is neither data: nor http: "${excerpt(url)}"`];
  const decoded = decodeDataUrl(url, largestBytes);
  if (decoded.kind === 'problem') return [`url: ${decoded.reason}`];
  const { bytes } = decoded;
  const isSize = sizeBytes === undefined || sizeBytes === bytes.length;
  const isDigest = digest === undefined || digest.toLowerCase() === sha256(bytes);
  return [
    ...(isSize ? [] : [`size_bytes is ${sizeBytes}, the bytes are ${bytes.length}`]),
    ...(isDigest ? [] : ['sha256 is not that of the bytes']),
  ];
}

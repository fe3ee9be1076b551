import { BenchError } from '../errors/bench-error.js';

/** A target's address, taken apart. */
export interface TargetUrl {
  /** Scheme, host, port and path, without `/v1`, credentials or a final slash: what may be shown and stored. */
  readonly url: string;
  readonly origin: string;
  /** Path below which `/v1/chat/completions` and `/health` lie; '' at the root. */
  readonly basePath: string;
  /** Basic credentials that stood in the URL. */
  readonly authorization: string | undefined;
}

const example = 'Write it like http://localhost:8001 or https://example.org/agent/v1.';

/** Reads a target's URL as a user types it. Throws BenchError `usage`; the message never repeats credentials. */
export function parseTargetUrl(typed: string): TargetUrl {
  const text = typed.trim();
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  const isHttp = parsed?.protocol === 'http:' || parsed?.protocol === 'https:';
  if (parsed === undefined || !isHttp)
    throw new BenchError('usage', `the target "${withoutCredentials(text)}" is not an http or https URL`, {
      hint: example,
    });
  if (parsed.search !== '' || parsed.hash !== '')
    throw new BenchError('usage', `the target ${parsed.origin} has a query or a fragment`, {
      hint: `Leave out what follows the path. ${example}`,
    });
  const basePath = parsed.pathname
    .replace(/\/+$/, '')
    .replace(/\/v1(\/chat\/completions)?$/, '')
    .replace(/\/+$/, '');
  return {
    url: parsed.origin + basePath,
    origin: parsed.origin,
    basePath,
    authorization: basicAuthorization(parsed),
  };
}

function basicAuthorization({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  const pair = `${decoded(username)}:${decoded(password)}`;
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A lone percent sign in a password stands for itself.
    return part;
  }
}

function withoutCredentials(text: string): string {
  return text.replace(/[^/\s]*@/g, '***@');
}

import { BenchError } from '../errors/bench-error.js';

export interface Endpoint {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path and query of the chat completions resource. */
  readonly path: string;
  /** For people and files: as typed, without credentials and query. */
  readonly shownUrl: string;
  /** From credentials in the URL. */
  readonly authorization?: string | undefined;
}

const resource = '/chat/completions';

/**
 * A judge's URL as the user typed it. A path with a version (`/v1`, `/v1beta/openai`) is a base as it stands; other paths
 * get `/v1`; one that ends in `/chat/completions` is taken whole. Throws BenchError('usage') where it is no http URL.
 */
export function judgeEndpoint(typed: string): Endpoint {
  const url = URL.canParse(typed.trim()) ? new URL(typed.trim()) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new BenchError('usage', 'the judge URL is not an http or https URL', {
      hint: 'Write it like http://localhost:8000 or https://api.example.com/v1.',
    });
  }
  const base = url.pathname.replace(/\/+$/, '');
  const authorization = basicAuthorization(url);
  return {
    origin: url.origin,
    path: resourceBelow(base) + url.search,
    shownUrl: url.origin + base,
    ...(authorization === undefined ? {} : { authorization }),
  };
}

function resourceBelow(base: string): string {
  if (base.endsWith(resource)) return base;
  return /\/v\d/.test(base) ? base + resource : `${base}/v1${resource}`;
}

function basicAuthorization({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A lone percent sign in a password stands for itself.
    return part;
  }
}

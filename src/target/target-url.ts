import { BenchError } from '../errors/bench-error.js';
import { basicAuthorization, withoutCredentials } from './url-credentials.js';

/** A target's address, taken apart. */
export interface TargetUrl {
  /** Scheme, host, port and path, without `/v1`, credentials or a final slash: what may be shown and stored. */
  readonly url: string;
  readonly origin: string;
  /** Path below which `/v1/chat/completions` and `/health` lie; '' at the root. */
  readonly basePath: string;
  /** Basic credentials that stood in the URL. */
  readonly authorization: string | undefined;
  /** The target listens on this Unix socket. */
  readonly socketPath?: string | undefined;
}

const example = 'Write it like http://localhost:8001, https://example.org/agent/v1 or unix:/run/agent.sock.';

/** Reads a target's URL as a user types it. Throws BenchError `usage`; the message never repeats credentials. */
export function parseTargetUrl(typed: string): TargetUrl {
  const text = typed.trim();
  const unix = parseUnixTarget(text);
  if (unix !== undefined) return unix;
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
  const basePath = basePathOf(parsed.pathname);
  return {
    url: parsed.origin + basePath,
    origin: parsed.origin,
    basePath,
    authorization: basicAuthorization(parsed),
  };
}

/** `unix:/path.sock`, or `unix:/path.sock:/base` where the API does not lie at the root. */
function parseUnixTarget(text: string): TargetUrl | undefined {
  const [, socketPath, path = ''] = /^unix:(\/[^:]+)(?::(\/[^:?#\s]*))?$/.exec(text) ?? [];
  if (socketPath === undefined) return undefined;
  const basePath = basePathOf(path);
  return {
    url: `unix:${socketPath}${basePath === '' ? '' : `:${basePath}`}`,
    origin: 'http://localhost',
    basePath,
    authorization: undefined,
    socketPath,
  };
}

function basePathOf(path: string): string {
  return path
    .replace(/\/+$/, '')
    .replace(/\/v1(\/chat\/completions)?$/, '')
    .replace(/\/+$/, '');
}

import { boardWindows, type BoardWindow } from '../rank/rank-profile.js';

/** What a reader asked for. */
export type SiteRequest =
  | {
      readonly kind: 'board' | 'stats';
      readonly isJson: boolean;
      readonly window: BoardWindow;
      readonly host: string | undefined;
    }
  | { readonly kind: 'methodology'; readonly isJson: boolean; readonly host: string | undefined }
  | { readonly kind: 'cohorts' | 'agents' | 'ops'; readonly isJson: boolean }
  | { readonly kind: 'cohort'; readonly isJson: boolean; readonly id: string };

/** A request that no page answers; `text` is for the reader. */
export interface RefusedRequest {
  readonly kind: 'refused';
  readonly status: 400 | 404;
  readonly isJson: boolean;
  readonly text: string;
}

const longestUrl = 2_000;
const longestHost = 253;
const longestId = 200;

/** Path and query of a request, read strictly: a page is what its address says. */
export function readSiteRequest(url: string): SiteRequest | RefusedRequest {
  const isJson = /^\/api(?:\/|$|\?)/.test(url);
  const refuse = (status: 400 | 404, text: string): RefusedRequest => ({
    kind: 'refused',
    status,
    isJson,
    text,
  });
  const address = url.length <= longestUrl ? parsed(url) : undefined;
  if (address === undefined) return refuse(400, 'The address is not valid');
  const path = isJson ? address.pathname.slice('/api'.length) : address.pathname;
  const chosen = readChoice(address.searchParams);
  if (chosen === undefined)
    return refuse(400, `window is one of ${boardWindows.join(', ')}; host is a host name`);
  const { window, host } = chosen;
  if (path === (isJson ? '/board' : '/')) return { kind: 'board', isJson, window, host };
  if (path === '/stats') return { kind: 'stats', isJson, window, host };
  if (path === '/methodology') return { kind: 'methodology', isJson, host };
  if (path === '/cohorts') return { kind: 'cohorts', isJson };
  if (path === '/ops') return { kind: 'ops', isJson };
  if (path === '/agents' && isJson) return { kind: 'agents', isJson };
  const id = cohortId(path);
  return id === undefined ? refuse(404, 'There is no such page') : { kind: 'cohort', isJson, id };
}

function parsed(url: string): URL | undefined {
  const base = 'http://arena.invalid';
  return url.startsWith('/') && URL.canParse(base + url) ? new URL(base + url) : undefined;
}

function readChoice(query: URLSearchParams): { window: BoardWindow; host: string | undefined } | undefined {
  const asked = query.get('window') ?? 'day';
  const window = boardWindows.find((each) => each === asked);
  const host = query.get('host') ?? '';
  if (window === undefined || host.length > longestHost || host.includes('\0')) return undefined;
  return { window, host: host === '' ? undefined : host };
}

function cohortId(path: string): string | undefined {
  const [, encoded = ''] = /^\/cohorts\/([^/]+)$/.exec(path) ?? [];
  if (encoded === '') return undefined;
  try {
    const id = decodeURIComponent(encoded);
    return id.length <= longestId && !id.includes('\0') ? id : undefined;
  } catch {
    return undefined;
  }
}

import { isSecretName, mask } from '../lib/mask-secrets.js';
import { inert } from '../lib/inert.js';
import { shellQuote } from '../lib/shell-quote.js';
import type { Json, JsonObject } from '../lib/json.js';

export interface CurlRequest {
  /** Base URL of the miner, with or without `/v1`. */
  readonly url: string;
  /** The body; images may stand as the digest that the journal keeps. */
  readonly request: JsonObject;
  /** Environment variable the key was taken from; none was sent where it is undefined. */
  readonly apiKeyEnv?: string | undefined;
  /** Further headers; those that hold a secret, or were masked, come from variables named after them. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * The request as a command to paste into a POSIX shell. Secrets are environment variables; the body goes in by a quoted
 * here-document, so that nothing in it is expanded and no length limit of arguments applies.
 */
export function renderCurl({ url, request, apiKeyEnv, headers = {} }: CurlRequest): string {
  const all: [string, string][] = [['Content-Type', shellQuote('Content-Type: application/json')]];
  if (apiKeyEnv !== undefined) all.push(['Authorization', fromVariable('Authorization: Bearer ', apiKeyEnv)]);
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/u.test(name)) continue;
    const isSecret = isSecretName(name) || value.includes(mask);
    all.push([
      name,
      isSecret ? fromVariable(`${name}: `, name) : shellQuote(`${name}: ${inert(value, 8_000)}`),
    ]);
  }
  const lines = [
    ...leftOutImages(request).map(
      (image) => `# left out of the journal, put it back from the suite: ${image}`,
    ),
    ...placeLines(baseOf(url)),
    ...all.map(([, header]) => `  -H ${header} \\`),
    `  --data-binary @- <<'JSON'`,
    safeJson(request),
    'JSON',
  ];
  return `${lines.join('\n')}\n`;
}

/** The embedded miner has no address to come back to. */
function placeLines(base: string): readonly string[] {
  const path = '/v1/chat/completions';
  if (/^https?:\/\//iu.test(base)) return [`curl -N ${shellQuote(`${base}${path}`)} \\`];
  const [, socket, below = ''] = /^unix:(\/[^:]+)(?::(\/.*))?$/u.exec(base) ?? [];
  if (socket !== undefined)
    return [
      `curl -N --unix-socket ${shellQuote(socket)} ${shellQuote(`http://localhost${below}${path}`)} \\`,
    ];
  return [
    '# TARGET: the address of a running miner (janus-bench miner serve starts one)',
    `curl -N "$TARGET${path}" \\`,
  ];
}

function baseOf(url: string): string {
  return inert(url, 2_000).replace(/\/+$/u, '').replace(/\/v1$/u, '');
}

/** `"Name: $VARIABLE"`: in double quotes the variable's value is taken as it is. */
function fromVariable(before: string, name: string): string {
  const variable = name
    .toUpperCase()
    .replace(/[^A-Z0-9_]/gu, '_')
    .replace(/^(?=\d)/u, '_');
  return `"${before.replace(/["$`\\]/gu, '\\$&')}$${variable}"`;
}

/**
 * Indented, and with every character that is not plain to see as an escape. Lines of JSON begin with white space or a
 * bracket and strings hold no bare line break, so none can be the line that ends the here-document.
 */
function safeJson(request: JsonObject): string {
  const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
  return JSON.stringify(request, null, 2)
    .split('\n')
    .map((line) => line.replace(hidden, escaped))
    .join('\n');
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}

function leftOutImages(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return /^sha256:[0-9a-f]{64};bytes=\d+$/u.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.values(value).flatMap(leftOutImages))];
}

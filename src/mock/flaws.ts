import { isJsonObject, parseJson, type JsonObject } from '../lib/json.js';

/** One thing that a miner gets wrong on the wire, so that a contract check has something to find. */
export type Flaw =
  | 'bare-envelopes' // neither ids, objects and times nor an index or a finish reason
  | 'one-newline' // events that no blank line ends
  | 'no-done'
  | 'data-pings' // keep-alives that are data and no JSON
  | 'cut-streams' // resets what lasts over a second at its half
  | 'text-only' // refuses content that comes in parts
  | 'false-artifacts' // descriptors whose size and digest are not those of the bytes
  | 'careless' // HTTP 500 and a page of HTML for a request it cannot read
  | 'broken-pages'; // HTML where metrics should be, HTTP 500 where debug should be

/** Streams that would last longer are cut by `cut-streams`, ms. */
export const cutOverMs = 1_000;

const frameSpoilers: Readonly<Partial<Record<Flaw, (frame: string) => string>>> = {
  'bare-envelopes': barely,
  'one-newline': (frame) => frame.replace(/\n\n$/, '\n'),
  'no-done': (frame) => (frame === 'data: [DONE]\n\n' ? '' : frame),
  'data-pings': (frame) => (frame.startsWith(':') ? 'data: ping\n\n' : frame),
};

/** A frame as a miner with this flaw writes it; '' where it leaves it out. */
export function spoiledFrame(frame: string, flaw: Flaw | undefined): string {
  const spoil = flaw === undefined ? undefined : frameSpoilers[flaw];
  return spoil?.(frame) ?? frame;
}

/** A whole completion as a miner with this flaw writes it. */
export function spoiledBody(body: string, flaw: Flaw | undefined): string {
  const read = flaw === 'bare-envelopes' ? parseJson(body) : undefined;
  return isJsonObject(read) ? JSON.stringify(bare(read)) : body;
}

/** The fields of an artifact descriptor as a miner with this flaw states them. */
export function spoiledArtifact(descriptor: JsonObject, flaw: Flaw | undefined): JsonObject {
  return flaw === 'false-artifacts'
    ? { ...descriptor, size_bytes: 1_000_000, sha256: '0'.repeat(64) }
    : descriptor;
}

function barely(frame: string): string {
  const chunk = parseJson(frame.slice('data: '.length));
  return isJsonObject(chunk) ? `data: ${JSON.stringify(bare(chunk))}\n\n` : frame;
}

function bare({ choices, usage }: JsonObject): JsonObject {
  const all: readonly unknown[] = Array.isArray(choices) ? choices : [];
  return {
    choices: all.filter(isJsonObject).map(({ delta, message }) => ({ delta, message })),
    ...(usage === undefined ? {} : { usage }),
  };
}

import { validateHeaderName, validateHeaderValue } from 'node:http';
import { BenchError } from '../errors/bench-error.js';

/** Those that frame the message belong to the transport. */
const reserved = new Set([
  'content-length',
  'transfer-encoding',
  'connection',
  'expect',
  'upgrade',
  'keep-alive',
  'te',
]);

/** Headers by lower-case name. An ordinary client's, with nothing that tells what this program is. */
const ordinary: Readonly<Record<string, string>> = {
  'user-agent': 'node',
  accept: 'text/event-stream, application/json',
  // Compression would tie events together in blocks and so hide when each was sent.
  'accept-encoding': 'identity',
};

/**
 * The headers of every request, the user's over ours. Throws BenchError `usage` on one that cannot be sent;
 * the message never repeats a value.
 */
export function requestHeaders(
  users: Readonly<Record<string, string>>,
  authorization: string | undefined,
): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {
    ...ordinary,
    ...(authorization === undefined ? {} : { authorization }),
  };
  for (const [name, value] of Object.entries(users)) {
    checkHeader(name, value);
    headers[name.toLowerCase()] = value;
  }
  return headers;
}

function checkHeader(name: string, value: string): void {
  const lower = name.toLowerCase();
  if (reserved.has(lower))
    throw new BenchError('usage', `the header ${lower} is set by the transport`, { hint: 'Leave it out.' });
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    throw new BenchError('usage', `the header ${JSON.stringify(name)} is not a valid HTTP header`, {
      hint: 'A name is letters, digits and hyphens; a value has no line break and no control character.',
    });
  }
}

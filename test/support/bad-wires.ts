import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Socket } from 'node:net';
import type { MinerErrorKind } from '../../src/target/exchange.js';
import { chunk, head, lastChunk, streamHead, whole, type Behaviour } from './bad-server.js';
import { answer, streamType, wholeStream } from './shared-target.js';
import { contentFrame, doneFrame, stopFrame } from './stamped-reads.js';

/** What a server may do on the wire, below what `fixtures/streams` records: each with the outcome it must get. */
export interface BadWire {
  readonly about: string;
  readonly behave: Behaviour;
  readonly outcome: 'ok' | MinerErrorKind;
  /** What the outcome's detail must say. */
  readonly detail?: RegExp;
}

const hello = contentFrame('Hel');
const json = { 'content-type': 'application/json' };
const html = { 'content-type': 'text/html' };

export const badWires: readonly BadWire[] = [
  ...framings(),
  ...breaks(),
  ...statuses(),
  ...headWires(),
  ...encodings(),
  ...piecewise(),
];

/** Where the body ends. */
function framings(): readonly BadWire[] {
  const sized = (length: number) => head(200, { ...streamType, 'content-length': String(length) }) + answer;
  return [
    ok('HTTP/1.0, its body ended by the close', ends(head(200, streamType, '1.0') + answer)),
    ok('HTTP/1.1 without length or chunks, ended by the close', ends(head(200, streamType) + answer)),
    ok('HTTP/1.0 with a length', ends(wholeAnswer({}, '1.0'))),
    ok('a head and a body in two writes', (socket) => {
      socket.write(streamHead());
      setTimeout(() => socket.write(chunk(answer) + lastChunk), 20);
    }),
    ok(
      'a chunk for every character',
      says(streamHead() + Array.from(answer, (character) => chunk(character)).join('') + lastChunk),
    ),
    ok('chunk sizes with leading zeros and extensions', says(streamHead() + oddChunk(answer) + lastChunk)),
    ok('trailers after the last chunk', says(streamHead() + chunk(answer) + '0\r\nx-cost: 1\r\n\r\n')),
    ok('the answer to a second request nobody sent', says(wholeStream + wholeStream)),
    ok('a length that is too large for a whole answer', ends(sized(99_999))),
    bad('truncated', 'a length that is too large for half an answer', ends(sized(99_999).slice(0, -40))),
    bad('truncated', 'a length that ends inside a frame', says(sized(contentFrame('Hel').length + 20))),
    bad('empty', 'a length that ends inside the first frame', says(sized(20))),
    bad('malformed', 'a length that is no number', says(head(200, { 'content-length': 'long' }) + answer)),
    bad('malformed', 'a negative length', says(head(200, { 'content-length': '-1' }) + answer)),
    bad('truncated', 'a length larger than any', says(head(200, { 'content-length': '9'.repeat(30) }))),
    bad('malformed', 'a chunk size that is no number', says(`${streamHead()}xyz\r\n${answer}\r\n`)),
    bad('malformed', 'a chunk without its line end', says(`${streamHead()}5\r\nhelloworld`)),
    bad('malformed', 'a length and chunks', says(streamHead({ 'content-length': '5' }) + chunk(answer))),
  ];
}

/** Resets and closes at every stage. */
function breaks(): readonly BadWire[] {
  const stages: readonly (readonly [string, string, 'ok' | 'reset' | 'truncated'])[] = [
    ['inside the status line', 'HTTP/1.1 2', 'reset'],
    ['inside a header', 'HTTP/1.1 200 OK\r\ncontent-ty', 'reset'],
    ['after the head', streamHead(), 'truncated'],
    ['inside a chunk size', `${streamHead()}1`, 'truncated'],
    ['inside a chunk', (streamHead() + chunk(hello)).slice(0, -30), 'truncated'],
    ['between two frames', streamHead() + chunk(hello), 'truncated'],
    ['after the finish reason', streamHead() + chunk(hello + stopFrame), 'ok'],
    ['after [DONE]', streamHead() + chunk(answer), 'ok'],
    ['inside the last chunk', `${streamHead() + chunk(answer)}0\r\n`, 'ok'],
  ];
  return stages.flatMap(([where, text, closed]) => [
    { about: `a close ${where}`, behave: ends(text), outcome: closed },
    {
      about: `a reset ${where}`,
      outcome: closed === 'truncated' ? ('reset' as const) : closed,
      behave: (socket: Socket) => {
        socket.write(text);
        // Past the time in which an old connection would be replaced in silence.
        setTimeout(() => socket.resetAndDestroy(), 80);
      },
    },
  ]);
}

function statuses(): readonly BadWire[] {
  const error = JSON.stringify({ error: { message: 'not today' } });
  return [
    ...[400, 401, 403, 404, 405, 408, 413, 422, 429, 500, 502, 503, 504, 529, 599].map((status) =>
      bad('http_error', `${status} with a JSON error`, says(whole(status, error, json)), /not today/),
    ),
    ...[301, 302, 303, 307, 308].map((status) =>
      bad(
        'http_error',
        `a redirect by ${status}`,
        says(whole(status, 'over there', { location: 'http://10.0.0.1/' })),
        /10\.0\.0\.1.*redirects are not followed/,
      ),
    ),
    bad('http_error', '304', says(head(304)), /304/),
    bad('http_error', '503 with Retry-After', says(whole(503, '', { 'retry-after': '120' })), /^HTTP 503/),
    bad('http_error', '429 with a page of HTML', says(whole(429, '<h1>Slow</h1>', html)), /Slow/),
    bad('http_error', '500 with half a body', ends(head(500, { ...json, 'content-length': '99' }) + '{"er')),
    bad(
      'http_error',
      '500 over a stream',
      says(streamHead().replace('200', '500') + chunk(answer) + lastChunk),
    ),
    bad('empty', '205 without a body', says(head(205, { 'content-length': '0' }))),
    bad('malformed', 'HTML with 200', says(whole(200, '<html><body>Login</body></html>', html)), /html/),
    // RFC 9110 would have it passed over; undici does not.
    bad(
      'malformed',
      '100 Continue that nobody asked for',
      says('HTTP/1.1 100 Continue\r\n\r\n' + wholeStream),
    ),
    ok('103 Early Hints before the answer', says('HTTP/1.1 103 Hints\r\nlink: </x>\r\n\r\n' + wholeStream)),
  ];
}

function headWires(): readonly BadWire[] {
  const line = `x-long: ${'y'.repeat(20_000)}\r\n`;
  return [
    bad('too_large', 'one header longer than the limit', says(`HTTP/1.1 200 OK\r\n${line}\r\n`), /headers/),
    bad('malformed', 'HTTP/2 spoken unasked', says('\x00\x00\x12\x04\x00\x00\x00\x00\x00')),
    bad('malformed', 'a status that is no number', says('HTTP/1.1 abc OK\r\n\r\n')),
    bad('malformed', 'a NUL in a header', says('HTTP/1.1 200 OK\r\nx: a\0b\r\n\r\n')),
    bad('malformed', 'a header line without a colon', says('HTTP/1.1 200 OK\r\nnonsense\r\n\r\n')),
    bad('malformed', 'a shell prompt', says('$ \r\n')),
    bad('malformed', 'a switch of protocols nobody asked for', says(head(101, { upgrade: 'websocket' }))),
    ok('header names in odd case', says(wholeStream.replace('content-type', 'CONTENT-TYPE'))),
    ok(
      'two content types: the first counts',
      says(
        streamHead().replace('\r\n\r\n', '\r\ncontent-type: text/html\r\n\r\n') + chunk(answer) + lastChunk,
      ),
    ),
    ok('a content type with parameters', says(typed('Text/Event-Stream; charset=UTF-8'))),
    ok('a content type of another kind', says(typed('application/octet-stream'))),
    ok('no content type', says(head(200, { 'content-length': String(answer.length) }) + answer)),
  ];
}

function encodings(): readonly BadWire[] {
  const zipped = (encoding: string, body: Buffer, length = body.length): Behaviour => {
    const fields = { ...streamType, 'content-encoding': encoding, 'content-length': String(length) };
    return (socket) => {
      socket.write(head(200, fields));
      socket.end(body);
    };
  };
  const gzip = gzipSync(answer);
  return [
    ok('gzip', zipped('gzip', gzip)),
    ok('brotli', zipped('br', brotliCompressSync(answer))),
    ok('an encoding named identity', zipped('identity', Buffer.from(answer))),
    bad('malformed', 'gzip that ends too soon', zipped('gzip', gzip.subarray(0, 40)), /compressed body/),
    bad('truncated', 'gzip that is cut by the close', zipped('gzip', gzip.subarray(0, 40), gzip.length)),
    bad('malformed', 'text named gzip', zipped('gzip', Buffer.from(answer)), /compressed body/),
    bad('malformed', 'gzip named brotli', zipped('br', gzip), /compressed body/),
    bad('malformed', 'gzip that nothing names', (socket) => {
      socket.write(head(200, { ...streamType, 'content-length': String(gzip.length) }));
      socket.end(gzip);
    }),
    bad('malformed', 'an encoding that nobody knows', zipped('middle-out', gzip)),
    bad(
      'too_large',
      'a decompression bomb in gzip',
      zipped('gzip', gzipSync(Buffer.alloc(2 ** 25, 'x'))),
      /longer than|decompresses/,
    ),
    bad(
      'too_large',
      'a decompression bomb in brotli',
      zipped('br', brotliCompressSync(Buffer.alloc(2 ** 25))),
      /longer than|decompresses/,
    ),
  ];
}

/** The same bytes in pieces of every size. */
function piecewise(): readonly BadWire[] {
  const emoji = streamHead() + chunk(contentFrame('héllo 👩‍🚀') + stopFrame + doneFrame) + lastChunk;
  return [
    ok('byte by byte, head and all', pieces(Buffer.from(emoji), 1)),
    ok('three bytes at a time', pieces(Buffer.from(emoji), 3)),
    ok(
      'a line of 64 KB',
      says(streamHead() + chunk(contentFrame('x'.repeat(65_536)) + stopFrame) + lastChunk),
    ),
    ok('everything in one write', says(wholeStream)),
  ];
}

function ok(about: string, behave: Behaviour): BadWire {
  return { about, behave, outcome: 'ok' };
}

function bad(
  outcome: MinerErrorKind,
  about: string,
  ...[behave, detail = /./]: [Behaviour, RegExp?]
): BadWire {
  return { about, behave, outcome, detail };
}

function says(text: string): Behaviour {
  return (socket) => socket.write(text, 'utf8');
}

function ends(text: string): Behaviour {
  return (socket) => socket.end(text);
}

function typed(contentType: string): string {
  return whole(200, answer, { 'content-type': contentType });
}

function wholeAnswer(headers: Readonly<Record<string, string>>, version: string): string {
  return head(200, { ...streamType, ...headers, 'content-length': String(answer.length) }, version) + answer;
}

function oddChunk(text: string): string {
  return `000${Buffer.byteLength(text).toString(16).toUpperCase()};name=value\r\n${text}\r\n`;
}

/** As many bytes at a time, each in a turn of the loop of its own. */
function pieces(bytes: Buffer, size: number): Behaviour {
  return (socket) => {
    let from = 0;
    const next = () => {
      if (socket.destroyed || from >= bytes.length) return;
      socket.write(bytes.subarray(from, from + size));
      from += size;
      setImmediate(next);
    };
    next();
  };
}

import { createServer } from 'node:http';

/**
 * A miner in a process of its own, on a free loopback port that it prints. Its argument says how it answers:
 * `events`: 200 content events, one every 20 ms · `endless`: events as fast as they are taken, up to 1 GB · `line`: 1 GB
 * without a line end · `tiny`: 1 GB of the shortest events · `zip`: 1 GB of nothing, compressed.
 */
const mode = process.argv[2];
const total = 2 ** 30;
const health = Buffer.from('ok');

const server = createServer((request, response) => {
  if (request.method !== 'POST') {
    response.end(health);
    return;
  }
  request.resume();
  response.on('error', () => undefined);
  const headers = { 'content-type': 'text/event-stream' };
  if (mode === 'zip') response.writeHead(200, { ...headers, 'content-encoding': 'gzip' });
  else response.writeHead(200, headers);
  if (mode === 'events') sendEvents(response);
  else void pour(response);
});

/** @param {string} content */
function frame(content) {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
}

/** @param {import('node:http').ServerResponse} response */
function sendEvents(response) {
  let sent = 0;
  const timer = setInterval(() => {
    sent++;
    response.write(frame(`word ${sent} `));
    if (sent < 200) return;
    clearInterval(timer);
    response.end('data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
  }, 20);
  response.on('close', () => clearInterval(timer));
}

/** @param {import('node:http').ServerResponse} response */
async function pour(response) {
  const piece = await pieceOf(mode);
  for (let sent = 0; sent < total && !response.destroyed; sent += piece.length) {
    if (response.write(piece)) continue;
    await new Promise((resolve) => {
      response.once('drain', resolve);
      response.once('close', resolve);
    });
  }
  response.end();
}

/** @param {string | undefined} how */
async function pieceOf(how) {
  if (how === 'line') return Buffer.from(`data: ${'x'.repeat(65_536)}`);
  if (how === 'tiny') return Buffer.from(':\n\n'.repeat(20_000));
  if (how === 'zip') {
    const { gzipSync } = await import('node:zlib');
    return gzipSync(Buffer.alloc(2 ** 26, ':\n\n'));
  }
  return Buffer.from(frame('some words of an answer that does not end ').repeat(500));
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.stdout.write(`${address.port}\n`);
});

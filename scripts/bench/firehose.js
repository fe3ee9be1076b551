// A server of its own process: `streams` at a time get `events` frames each, one write a frame, `everyMs` apart.
import { createServer } from 'node:http';
import { frame } from './sse-reads.js';

const [events, everyMs] = process.argv.slice(2).map(Number);
const frames = Array.from({ length: events ?? 0 }, (_, index) => frame(index));

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let next = 0;
  const timer = setInterval(() => {
    response.write(frames[next++] ?? '');
    if (next < frames.length) return;
    clearInterval(timer);
    response.end('data: [DONE]\n\n');
  }, everyMs);
  response.on('close', () => clearInterval(timer));
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify(server.address())}\n`));
process.stdin.resume().on('end', () => process.exit());

import type { Socket } from 'node:net';
import { chunk, lastChunk, streamHead, whole, type Behaviour } from './bad-server.js';
import { contentFrame, doneFrame, stopFrame } from './stamped-reads.js';
import type { AgentOutcome } from '../../src/arena/agent/agent-result.js';

/** What an agent may do in place of an honest answer, and what must become of it. */
export interface HostileAgent {
  readonly about: string;
  readonly behave: Behaviour;
  readonly outcome: AgentOutcome;
  readonly code: string;
}

const rightAnswer = '{"output": {"total": 40}, "final_url": "https://shop.example/cart", "steps": 3}';

/** The timeouts are meant for a hard timeout of a second. */
export const hostileAgents: readonly HostileAgent[] = [
  hostile('a fast stream without end', 'agent_error too_large', (socket) => {
    socket.write(streamHead());
    const flood = chunk(contentFrame('x'.repeat(60_000)));
    const more = () => {
      while (!socket.destroyed && socket.write(flood));
    };
    socket.on('drain', more);
    more();
  }),
  hostile('a slow stream without end', 'timeout timeout_total', (socket) => {
    socket.write(streamHead());
    every(socket, 50, () => socket.write(chunk(contentFrame('and so on '))));
  }),
  hostile('keep-alives without end', 'timeout timeout_total', (socket) => {
    socket.write(streamHead());
    every(socket, 50, () => socket.write(chunk(': still here\n\n')));
  }),
  hostile('nothing at all', 'timeout timeout_total', () => undefined),
  hostile('a head that never ends', 'timeout timeout_total', (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    every(socket, 50, () => socket.write('x-more: and more\r\n'));
  }),
  hostile('a head of megabytes', 'agent_error too_large', (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nx-long: ${'a'.repeat(2 ** 21)}`);
  }),
  hostile('a right answer too late', 'timeout timeout_total', (socket) => {
    setTimeout(() => socket.write(answered(rightAnswer)), 1_400);
  }),
  hostile('a right answer, and an end that never comes', 'timeout timeout_total', (socket) => {
    socket.write(streamHead() + chunk(contentFrame(rightAnswer) + stopFrame));
  }),
  hostile('wrong JSON', 'invalid_output no_json', says(answered('{"output": {"total": 40'))),
  hostile('JSON without an output', 'invalid_output no_output', says(answered('{"result": 40}'))),
  hostile(
    'an output of the wrong shape',
    'invalid_output schema',
    says(answered('{"output": {"total": "40"}}')),
  ),
  hostile(
    'JSON nested a million times',
    'invalid_output no_json',
    says(answered('{"output":'.repeat(300_000))),
  ),
  hostile(
    'half a megabyte of output',
    'invalid_output answer_too_long',
    says(answered(JSON.stringify({ output: { total: 40, more: 'x'.repeat(500_000) } }))),
  ),
  hostile('a single line of ten megabytes', 'agent_error too_large', (socket) => {
    socket.write(streamHead());
    socket.write(chunk(`data: ${'x'.repeat(10 * 2 ** 20)}`) + lastChunk);
  }),
  hostile('HTTP 200 and an empty body', 'invalid_output no_reply', says(whole(200, ''))),
  hostile('HTTP 500', 'agent_error http_500', says(whole(500, 'no'))),
  hostile('HTTP 401', 'agent_error http_401', says(whole(401, '{"error":{"message":"no key"}}'))),
  hostile(
    'a redirect',
    'agent_error http_302',
    says(whole(302, '', { location: 'http://169.254.169.254/latest/meta-data/' })),
  ),
  hostile('a stream cut off in the middle', 'agent_error truncated', (socket) => {
    socket.write(streamHead() + chunk(contentFrame('{"output": {"tot')), () => socket.destroy());
  }),
  hostile(
    'frames that are no JSON',
    'agent_error malformed',
    says(streamHead() + chunk('data: {oops\n\n' + doneFrame) + lastChunk),
  ),
  hostile(
    'an error in the stream',
    'agent_error stream_error',
    says(streamHead() + chunk('data: {"error":{"message":"out of money"}}\n\n') + lastChunk),
  ),
  hostile('no HTTP', 'agent_error malformed', says('SSH-2.0-agent\r\n')),
  hostile('a connection closed at once', 'agent_error reset', (socket) => socket.destroy()),
];

/** A whole reply with this content, and these token counts if it says any. */
export function answered(
  content: string,
  usage?: { readonly prompt: number; readonly completion: number },
): string {
  const said = usage && { prompt_tokens: usage.prompt, completion_tokens: usage.completion };
  const frame = said === undefined ? '' : `data: ${JSON.stringify({ choices: [], usage: said })}\n\n`;
  return streamHead() + chunk(contentFrame(content) + stopFrame + frame + doneFrame) + lastChunk;
}

export const honestAgent: Behaviour = says(answered(rightAnswer, { prompt: 4_000, completion: 300 }));

export function says(text: string): Behaviour {
  return (socket) => socket.write(text);
}

function every(socket: Socket, ms: number, act: () => void): void {
  const timer = setInterval(() => {
    if (socket.destroyed) clearInterval(timer);
    else act();
  }, ms);
  socket.on('close', () => clearInterval(timer));
}

function hostile(about: string, becomes: `${AgentOutcome} ${string}`, behave: Behaviour): HostileAgent {
  const [outcome, code] = becomes.split(' ') as [AgentOutcome, string];
  return { about, outcome, code, behave };
}

import type { Socket } from 'node:net';
import { ConnectProblem } from './connect-problem.js';

export interface TunnelRequest {
  /** `host:port` of the target, IPv6 in brackets. */
  readonly authority: string;
  readonly authorization: string | undefined;
}

/** A proxy that says more than this before it agrees is none. */
const maxReplyBytes = 16_384;

/**
 * Asks an HTTP proxy on a connected socket for a tunnel. Resolves when the socket reaches the target. Throws
 * ConnectProblem; a socket that fails meanwhile is left to whoever watches it.
 */
export function openTunnel(socket: Socket, { authority, authorization }: TunnelRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    let held = Buffer.alloc(0);
    const onReadable = () => {
      const piece: unknown = socket.read();
      if (!Buffer.isBuffer(piece)) return;
      held = Buffer.concat([held, piece]);
      const end = held.indexOf('\r\n\r\n');
      if (end === -1 && held.length <= maxReplyBytes) return;
      socket.off('readable', onReadable);
      const problem = refusalIn(held.toString('latin1', 0, 200), end);
      if (problem !== undefined) reject(problem);
      else {
        if (held.length > end + 4) socket.unshift(held.subarray(end + 4));
        resolve();
      }
    };
    socket.on('readable', onReadable);
    const credentials = authorization === undefined ? '' : `Proxy-Authorization: ${authorization}\r\n`;
    socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${credentials}\r\n`);
  });
}

function refusalIn(reply: string, end: number): ConnectProblem | undefined {
  const [, status = '', words = ''] = /^HTTP\/1\.[01] (\d{3})(?: ([^\r\n]{0,80}))?\r\n/.exec(reply) ?? [];
  if (end === -1 || status === '') return new ConnectProblem('PROXY_REFUSED', 'its answer is not HTTP');
  if (status.startsWith('2')) return undefined;
  const said = `HTTP ${status} ${words}`.trim();
  // A gateway's words: the proxy is well and the target is not.
  return new ConnectProblem(/^50[234]$/.test(status) ? 'PROXY_NO_ROUTE' : 'PROXY_REFUSED', said);
}

import type { ServerResponse } from 'node:http';
import { sendJson } from './http-server.js';
import type { Profile } from './profiles.js';

export interface MinerStats {
  /** Chat completions asked for, refused ones left out. */
  readonly requests: number;
  /** Responses being written now, or waiting for a slot. */
  readonly active: number;
  /** Clients that went away before the end. */
  readonly aborted: number;
  /** Requests answered with 4xx. */
  readonly refused: number;
}

/** What the miner shows besides chat completions, as its profile says. */
export function minerPages(
  { health, flaw, summary }: Profile,
  stats: MinerStats,
): Readonly<Record<string, (response: ServerResponse) => void>> {
  const pages = {
    '/metrics': (response: ServerResponse) => sendMetrics(response, stats),
    '/debug': (response: ServerResponse) => sendJson(response, 200, { status: 'ok', summary, ...stats }),
    ...(flaw === 'broken-pages'
      ? {
          '/metrics': (response: ServerResponse) => sendPage(response, 200),
          '/debug': (response: ServerResponse) => sendPage(response, 500),
        }
      : {}),
  };
  if (health === undefined) return pages;
  return {
    ...pages,
    '/health': (response) => {
      const status = health.status < 300 ? 'ok' : 'starting';
      setTimeout(() => sendJson(response, health.status, { status }), health.delayMs).unref();
    },
  };
}

/** What a careless server says of everything. */
export function sendPage(response: ServerResponse, status: number): void {
  response
    .writeHead(status, { 'content-type': 'text/html' })
    .end('<!doctype html><title>Oops</title><h1>Something went wrong</h1>\n');
}

function sendMetrics(response: ServerResponse, stats: MinerStats): void {
  const lines = [
    '# TYPE miner_requests_total counter',
    `miner_requests_total ${stats.requests}`,
    '# TYPE miner_active_requests gauge',
    `miner_active_requests ${stats.active}`,
    '# TYPE miner_aborted_total counter',
    `miner_aborted_total ${stats.aborted}`,
    '# TYPE miner_refused_total counter',
    `miner_refused_total ${stats.refused}`,
  ];
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(`${lines.join('\n')}\n`);
}

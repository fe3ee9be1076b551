import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';

const candidates = ['nginx', '/usr/sbin/nginx'];
const found = candidates.find((path) => spawnSync(path, ['-v']).status === 0);

/** Why nothing can be tried with it; undefined: it is there. */
export const nginxMissing =
  found === undefined ? 'there is no nginx on this machine (Debian: apt-get install nginx-light)' : undefined;

export interface RunningNginx extends AsyncDisposable {
  /** Its proxy for the upstream, configured as asked. */
  readonly url: string;
}

/** A real nginx in front of `upstream`, in a folder of its own. `directives` stand in its location. */
export async function startNginx(upstream: string, directives: readonly string[]): Promise<RunningNginx> {
  const folder = await mkdtemp(join(tmpdir(), 'janus-nginx-'));
  const port = await freePort();
  await writeFile(join(folder, 'nginx.conf'), configuration({ port, upstream, directives, folder }));
  const child = spawn(
    found ?? 'nginx',
    ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')],
    { stdio: 'ignore' },
  );
  const url = `http://127.0.0.1:${port}`;
  const stop = () => end(child, folder);
  try {
    await untilItAnswers(url, child);
  } catch (problem) {
    await stop();
    throw problem;
  }
  return { url, [Symbol.asyncDispose]: stop };
}

async function end(child: ChildProcess, folder: string): Promise<void> {
  const hasEnded = child.exitCode !== null || child.signalCode !== null;
  if (!hasEnded) {
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await closed;
  }
  await rm(folder, { recursive: true, force: true });
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`);
    const isUp = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => void setTimeout(resolve, 20));
  }
  throw new Error('nginx did not answer');
}

interface Site {
  readonly port: number;
  readonly upstream: string;
  readonly directives: readonly string[];
  readonly folder: string;
}

/** One process, so that ending it ends all; everything it writes lies in its folder. */
function configuration({ port, upstream, directives, folder }: Site): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  return `daemon off;
master_process off;
pid ${join(folder, 'nginx.pid')};
events { worker_connections 64; }
http {
  access_log off;
  ${temporary.join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass ${new URL(upstream).origin};
      ${directives.join('\n      ')}
    }
  }
}
`;
}

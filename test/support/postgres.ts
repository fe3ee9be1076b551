import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';

const debian = '/usr/lib/postgresql';
const binaries = newestBinaries();
const account = process.getuid?.() === 0 ? unprivileged() : undefined;

/** Why nothing can be tried with it; undefined: it is there. */
export const postgresMissing =
  binaries === undefined
    ? `there is no PostgreSQL below ${debian} on this machine (Debian: apt-get install postgresql)`
    : process.getuid?.() === 0 && account === undefined
      ? 'PostgreSQL does not run as root, and there is neither a user postgres nor nobody'
      : undefined;

export interface RunningPostgres extends AsyncDisposable {
  /** Of the one database there is; its password is `secret-of-the-test`. */
  readonly url: string;
  /** An empty database beside it. */
  newDatabase(): string;
  /** Ends the server at once (SIGQUIT, as a crash) and starts it again. */
  restart(downMs?: number): Promise<void>;
}

/** A real PostgreSQL of its own in a temporary folder, on a free loopback port. Nothing is synced: for tests alone. */
export async function startPostgres(): Promise<RunningPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'janus-postgres-'));
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  const port = await freePort();
  const data = join(folder, 'data');
  run('initdb', ['-D', data, '-U', 'janus', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']);
  let server = await serve(folder, port);
  let databases = 0;
  const urlOf = (name: string) => `postgres://janus:secret-of-the-test@127.0.0.1:${port}/${name}`;
  return {
    url: urlOf('postgres'),
    newDatabase: () => {
      const name = `test_${(databases += 1)}`;
      run('createdb', ['-h', '127.0.0.1', '-p', String(port), '-U', 'janus', name]);
      return urlOf(name);
    },
    restart: async (downMs = 0) => {
      await end(server, 'SIGQUIT');
      await new Promise((resolve) => void setTimeout(resolve, downMs));
      server = await serve(folder, port);
    },
    [Symbol.asyncDispose]: async () => {
      await end(server, 'SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function serve(folder: string, port: number): Promise<ChildProcess> {
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off', port };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(binary('postgres'), ['-D', join(folder, 'data'), ...options], {
    stdio: 'ignore',
    cwd: folder,
    ...account,
  });
  for (let tries = 0; tries < 500; tries++) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
    const ready = spawnSync(binary('pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]);
    if (ready.status === 0) return server;
    await new Promise((resolve) => void setTimeout(resolve, 50));
  }
  await end(server, 'SIGQUIT');
  throw new Error('PostgreSQL did not answer');
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const closed = once(server, 'close');
  server.kill(signal);
  await closed;
}

function run(name: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(binary(name), args, { encoding: 'utf8', cwd: tmpdir(), ...account });
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
}

function binary(name: string): string {
  return join(binaries ?? debian, name);
}

function newestBinaries(): string | undefined {
  if (!existsSync(debian)) return undefined;
  const versions = readdirSync(debian).sort((left, right) => Number(right) - Number(left));
  return versions
    .map((version) => join(debian, version, 'bin'))
    .find((path) => existsSync(join(path, 'postgres')));
}

function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
    if (uid?.status === 0 && gid?.status === 0)
      return { uid: Number(uid.stdout.trim()), gid: Number(gid.stdout.trim()) };
  }
  return undefined;
}

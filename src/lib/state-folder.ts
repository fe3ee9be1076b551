import { join } from 'node:path';

/**
 * Where this program keeps what it remembers of this machine: `JANUS_BENCH_STATE` (a folder, or `none`), else where the
 * system wants it: `XDG_STATE_HOME` or `~/.local/state`, `~/Library/Application Support`, `%LOCALAPPDATA%`. Undefined:
 * nowhere. Reads the variables alone, so that a test owns it.
 */
export function stateFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const named = given(env, 'JANUS_BENCH_STATE');
  if (named !== undefined) return named === 'none' ? undefined : named;
  const base = baseFolder(env, platform);
  return base === undefined ? undefined : join(base, 'janus-bench');
}

function baseFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  if (platform === 'win32') return given(env, 'LOCALAPPDATA');
  const home = given(env, 'HOME');
  if (platform === 'darwin') return below(home, 'Library', 'Application Support');
  return given(env, 'XDG_STATE_HOME') ?? below(home, '.local', 'state');
}

function below(folder: string | undefined, ...names: readonly string[]): string | undefined {
  return folder === undefined ? undefined : join(folder, ...names);
}

function given(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name];
  return value === undefined || value === '' ? undefined : value;
}

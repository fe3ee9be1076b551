import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stateFolder } from '../../src/lib/state-folder.js';

test.each([
  [{ JANUS_BENCH_STATE: '/here', HOME: '/home/u' }, 'linux', '/here'],
  [{ JANUS_BENCH_STATE: 'none', HOME: '/home/u' }, 'linux', undefined],
  [{ XDG_STATE_HOME: '/x', HOME: '/home/u' }, 'linux', join('/x', 'janus-bench')],
  [{ XDG_STATE_HOME: '', HOME: '/home/u' }, 'linux', join('/home/u', '.local', 'state', 'janus-bench')],
  [{ HOME: '/Users/u' }, 'darwin', join('/Users/u', 'Library', 'Application Support', 'janus-bench')],
  [{ LOCALAPPDATA: 'C:\\L', HOME: '/home/u' }, 'win32', join('C:\\L', 'janus-bench')],
  [{}, 'linux', undefined],
] as const)('%j on %s', (env, platform, folder) => {
  expect(stateFolder(env, platform)).toBe(folder);
});

import { storePlaceFrom } from '../store/store-place.js';
import type { Io } from './io.js';

/** Folder or URL of the store as flag or environment name it; undefined: neither does. An empty variable names none. */
export function namedStore(
  { env, cwd }: Pick<Io, 'env' | 'cwd'>,
  flag: string | undefined,
): string | undefined {
  const inEnvironment = env['JANUS_BENCH_STORE'];
  const place = flag ?? (inEnvironment === '' ? undefined : inEnvironment);
  return place === undefined ? undefined : storePlaceFrom(cwd, place);
}

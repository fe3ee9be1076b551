import { rngFrom } from '../../lib/rng.js';
import type { Json } from '../../lib/json.js';

const entry = 'janusInputs';

/** xoshiro128** (Blackman and Vigna 2018), as in the host's own dice; the four words of state come as arguments. */
const dice = `
function ${entry}(a, b, c, d) {
  const turned = (value, bits) => (value << bits) | (value >>> (32 - bits));
  const word = () => {
    const result = Math.imul(turned(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a; d ^= b; b ^= c; a ^= d; c ^= t;
    d = turned(d, 11);
    return result;
  };
  return inputs(() => (word() * 2 ** 21 + (word() >>> 11)) / 2 ** 53);
}`;

/** The program that makes a task's inputs. It runs in the sandbox like an answer: a suite is not trusted either. */
export function inputsProgram(
  inputs: string,
  seed: string | number,
): { readonly source: string; readonly entry: string; readonly cases: readonly (readonly Json[])[] } {
  const rng = rngFrom('code inputs', seed);
  const state = Array.from({ length: 4 }, () => rng.int(2 ** 32));
  return { source: `${inputs}\n${dice}`, entry, cases: [state] };
}

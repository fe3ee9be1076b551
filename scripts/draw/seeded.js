/**
 * Seeded dice for layouts (mulberry32): the same seed gives the same picture on every machine.
 * @param {number} seed a 32-bit integer
 * @returns {(below: number) => number} a whole number from 0 up to, not including, `below`
 */
export function seededInt(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

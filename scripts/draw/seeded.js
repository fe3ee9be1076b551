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

/** @typedef {ReturnType<typeof seededInt>} Dice */

/**
 * The items in an order of the dice's choice.
 * @template Item
 * @param {readonly Item[]} items
 * @param {Dice} int
 * @returns {readonly Item[]}
 */
export function shuffled(items, int) {
  const left = [...items];
  return items.flatMap(() => left.splice(int(left.length), 1));
}

/**
 * The first thing made that will do. Throws RangeError where none of a thousand does.
 * @template Thing
 * @param {() => Thing} make
 * @param {(thing: Thing) => boolean} willDo
 * @returns {Thing}
 */
export function firstThat(make, willDo) {
  for (let tries = 0; tries < 1_000; tries++) {
    const thing = make();
    if (willDo(thing)) return thing;
  }
  throw new RangeError('this seed leads nowhere');
}

import type { PairSide } from '../results/paired-with.js';

/** One of a thing for each half of a pair. */
export type Sides<Thing> = Readonly<Record<PairSide, Thing>>;

export const pairSides = ['a', 'b'] as const satisfies readonly PairSide[];

export function otherSide(side: PairSide): PairSide {
  return side === 'a' ? 'b' : 'a';
}

/** One after the other, a first. */
export async function forSides<Thing>(make: (side: PairSide) => Promise<Thing>): Promise<Sides<Thing>> {
  return { a: await make('a'), b: await make('b') };
}

export function mapSides<From, To>(
  sides: Sides<From>,
  change: (thing: From, side: PairSide) => To,
): Sides<To> {
  return { a: change(sides.a, 'a'), b: change(sides.b, 'b') };
}

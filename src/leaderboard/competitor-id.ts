import { inert } from '../lib/inert.js';

export interface Identity {
  readonly imageDigest: string | null;
  readonly owner: string | null;
}

/** Who a competitor is: its image's digest, or else its owner. Undefined: neither is known. */
export function competitorId({ imageDigest, owner }: Identity): string | undefined {
  if (imageDigest !== null) return imageDigest;
  return owner === null ? undefined : `owner:${foldedName(owner)}`;
}

/**
 * Two names that people take for one are one: compatibility forms, case, white space, invisible characters and accents
 * do not tell them apart, nor do letters of other scripts that look like Latin ones.
 */
export function foldedName(name: string): string {
  const plain = inert(name.normalize('NFKD'), 200).replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[\s._-]+/gu, '-').replace(/./gu, (letter) => lookAlikes.get(letter) ?? letter);
}

/** Cyrillic and Greek letters that are drawn as Latin ones (from Unicode's confusables), and figures that are drawn as letters. */
const lookAlikes = new Map([
  ...pairs('аеорсухіјѕһԁԛԝ', 'aeopcyxijshdqw'),
  ...pairs('αορνικτυχ', 'aopviktux'),
  ...pairs('вкмнт', 'bkmht'),
  ...pairs('01', 'ol'),
]);

function pairs(foreign: string, latin: string): readonly (readonly [string, string])[] {
  return Array.from(foreign, (letter, index) => [letter, latin.charAt(index)] as const);
}

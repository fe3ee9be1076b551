import { resolve } from 'node:path';

/** Where the store is if nobody says: a folder, as everything embedded. */
export const defaultStorePlace = 'janus-store';

export function isPostgresUrl(place: string): boolean {
  return /^postgres(?:ql)?:/i.test(place);
}

/** A folder counts from `folder` and comes out absolute; the URL of a server stays as it is. */
export function storePlaceFrom(folder: string, place: string): string {
  return isPostgresUrl(place) ? place : resolve(folder, place);
}

/**
 * @typedef {{ readonly from: string, readonly to: string, readonly km: number }} Road open in both directions
 * @typedef {{ readonly towns: readonly string[], readonly km: number }} Way
 */

/**
 * Every way that passes no town twice, the shortest first. For maps of a dozen towns: it tries them all.
 * @param {readonly Road[]} roads
 * @param {string} start
 * @param {string} goal
 * @returns {readonly Way[]}
 */
export function shortestWays(roads, start, goal) {
  return waysOn(roads, { towns: [start], km: 0 }, goal).toSorted((one, other) => one.km - other.km);
}

/**
 * @param {readonly Road[]} roads
 * @param {Way} way
 * @param {string} goal
 * @returns {readonly Way[]}
 */
function waysOn(roads, { towns, km }, goal) {
  const here = towns.at(-1) ?? '';
  if (here === goal) return [{ towns, km }];
  return roads.flatMap((road) => {
    const next = road.from === here ? road.to : road.to === here ? road.from : undefined;
    if (next === undefined || towns.includes(next)) return [];
    return waysOn(roads, { towns: [...towns, next], km: km + road.km }, goal);
  });
}

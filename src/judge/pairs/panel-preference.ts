import { addUse, type JudgeUse } from '../judge-use.js';
import type { Preference } from './pair-case.js';

/**
 * What several judges come to: the answer that more than half of those that decide prefer, else a tie. Not counted where
 * half of the panel or more gave nothing usable.
 */
export function combinePreferences(preferences: readonly Preference[]): Preference {
  const use = preferences
    .flatMap((preference) => preference.use ?? [])
    .reduce<JudgeUse | undefined>((sum, more) => (sum === undefined ? more : addUse(sum, more)), undefined);
  return { ...decided(preferences), ...(use === undefined ? {} : { use }) };
}

function decided(preferences: readonly Preference[]): Preference {
  const deciding = preferences.filter((preference) => preference.kind === 'preferred');
  if (deciding.length * 2 <= preferences.length) {
    const reasons = preferences.flatMap((each) => (each.kind === 'not_counted' ? [each.reason] : []));
    return { kind: 'not_counted', reason: [...new Set(reasons)].join('; ') };
  }
  const winner =
    (['base', 'candidate'] as const).find(
      (side) => deciding.filter((each) => each.winner === side).length * 2 > deciding.length,
    ) ?? 'tie';
  const spoken = deciding.find((each) => each.winner === winner);
  return {
    kind: 'preferred',
    winner,
    orders: deciding.flatMap(({ orders }) => orders),
    isConsistent: deciding.every(({ isConsistent }) => isConsistent),
    reason: spoken?.reason ?? 'the panel is not of one mind',
    ...(spoken?.evidence === undefined ? {} : { evidence: spoken.evidence }),
  };
}

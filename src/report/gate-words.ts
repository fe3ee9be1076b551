import { formatScore } from './words.js';

/** A score beside the least it may be: with as many decimals as it takes to tell them apart. */
export function formatLeast(value: number, least: number): string {
  const short = formatScore(value);
  if (value >= least || short !== formatScore(least)) return short;
  for (let decimals = 2; decimals <= 6; decimals++) {
    const text = value.toFixed(decimals);
    if (Number(text) < least) return text;
  }
  return `just under ${formatScore(least)}`;
}

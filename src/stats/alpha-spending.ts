import { normalCdf } from './normal-cdf.js';
import { normalQuantile } from './normal-quantile.js';

/**
 * The level to test at on each of several looks at growing data, so that all looks together keep to `alpha` (one-sided):
 * the spending function of Lan and DeMets (1983) that resembles O'Brien and Fleming,
 * alpha(t) = 2 (1 - Phi(z(1 - alpha / 2) / sqrt(t))), t the share of the data at hand. A look's level is what is newly
 * spent at it; that looks go together is not made use of, so the levels are rather too strict (Bonferroni).
 * RangeError where the looks do not grow.
 */
export function lookLevels(looks: readonly number[], alpha = 0.05): number[] {
  if (looks.some((look, index) => !(look > (looks[index - 1] ?? 0))))
    throw new RangeError(`looks must grow from over 0, not ${looks.join(', ')}`);
  const z = normalQuantile(1 - alpha / 2);
  const last = looks.at(-1) ?? NaN;
  const spent = looks.map((look) => (look === last ? alpha : 2 * normalCdf(-z / Math.sqrt(look / last))));
  return spent.map((sum, index) => sum - (spent[index - 1] ?? 0));
}

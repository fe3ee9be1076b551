import type { JudgePrice } from '../judge/budget.js';
import type { SettingSources } from './layered-settings.js';
import type { Settings } from './settings.js';

export type JudgeSettings = Pick<Settings, 'judgeUrl' | 'judgeModel' | 'judgeApiKeyEnv' | 'judgePrice'>;

/** One judge of the settings; several make a panel. */
export interface NamedJudge {
  readonly url: string;
  /** Undefined: the embedded judge names its own. */
  readonly model: string | undefined;
  /** Which of the keys it gets, by their order in the settings. */
  readonly keyIndex: number | undefined;
  readonly price: JudgePrice | undefined;
}

/** The judges that the settings name: the n-th URL with the n-th model, or one URL with each model. */
export function namedJudges(settings: JudgeSettings): readonly NamedJudge[] {
  const { judgeUrl: urls = [], judgeModel: models = [], judgeApiKeyEnv: keys = [], judgePrice } = settings;
  const prices = judgePrice?.map(priceOf) ?? [];
  return Array.from({ length: countOf(urls, models) }, (_, index) => ({
    url: urls[index] ?? urls[0] ?? '',
    model: models[index],
    keyIndex: keys.length === 0 ? undefined : keys.length === 1 ? 0 : index,
    price: prices[index] ?? prices[0],
  }));
}

/** What is wrong with how judges are named; each with where it was said. */
export function judgeRules(settings: Settings, from: SettingSources): readonly string[] {
  const { judgeUrl: urls, judgeModel: models } = settings;
  if (urls === undefined) {
    const useless = (
      ['judgeModel', 'judgeApiKeyEnv', 'judgePrice', 'judgeBudgetUsd', 'judgeCa'] as const
    ).filter((key) => settings[key] !== undefined);
    return useless.map((key) => `${from[key]}: there is no judge to use it; say --judge-url URL`);
  }
  if (models === undefined && !urls.every(isEmbedded)) {
    return [`${from.judgeUrl}: a judge needs its model too: --judge-model NAME`];
  }
  if (models !== undefined && urls.length > 1 && models.length !== urls.length) {
    return [
      `${from.judgeModel}: ${urls.length} judges and ${models.length} models; name one model for each URL`,
    ];
  }
  return [...doubleRules(settings, from), ...keyRules(settings, from), ...moneyRules(settings, from)];
}

/** A judge that sits on a panel twice would outvote the others. */
function doubleRules(settings: Settings, from: SettingSources): readonly string[] {
  const names = namedJudges(settings).map(({ url, model = '' }) => `${url} ${model}`);
  return new Set(names).size === names.length ? [] : [`${from.judgeUrl}: one judge is named twice`];
}

function keyRules(settings: Settings, from: SettingSources): readonly string[] {
  const { judgeUrl: urls = [], judgeApiKeyEnv: keys = [] } = settings;
  const count = namedJudges(settings).length;
  if (keys.length > 1 && keys.length !== count)
    return [`${from.judgeApiKeyEnv}: ${count} judges and ${keys.length} keys; name one for each`];
  // A key must not go to a host it was not given for.
  const origins = new Set(urls.map((url) => (URL.canParse(url) ? new URL(url).origin : url)));
  return keys.length === 1 && origins.size > 1
    ? [`${from.judgeApiKeyEnv}: the judges are at ${origins.size} places; name one key for each`]
    : [];
}

function moneyRules(settings: Settings, from: SettingSources): readonly string[] {
  const { judgePrice: prices, judgeBudgetUsd: budget } = settings;
  const count = namedJudges(settings).length;
  if (prices === undefined) {
    return budget === undefined
      ? []
      : [
          `${from.judgeBudgetUsd}: a budget needs prices: --judge-price IN,OUT, dollars for a million tokens in and out`,
        ];
  }
  return prices.length === 1 || prices.length === count
    ? []
    : [`${from.judgePrice}: ${count} judges and ${prices.length} prices; name one for all, or one for each`];
}

function countOf(urls: readonly string[], models: readonly string[]): number {
  return urls.length === 1 ? Math.max(1, models.length) : urls.length;
}

function isEmbedded(url: string): boolean {
  return url.startsWith('mock');
}

function priceOf(text: string): JudgePrice {
  const [promptUsd = 0, completionUsd = 0] = text.split(',').map(Number);
  return { promptUsd, completionUsd };
}

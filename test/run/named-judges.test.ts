import { expect, test } from 'vitest';
import { layerSettings } from '../../src/run/layered-settings.js';
import { namedJudges } from '../../src/run/named-judges.js';
import { defaultLayer, optionLayer } from '../../src/run/setting-layers.js';
import type { SettingsInput } from '../../src/run/settings.js';

function judgesOf(options: SettingsInput) {
  const layers = [optionLayer({ target: 'mock', ...options }), defaultLayer()];
  return namedJudges(layerSettings(layers).settings);
}

test('without a URL there is no judge', () => {
  expect(judgesOf({})).toEqual([]);
});

test('the n-th URL goes with the n-th model, key and price', () => {
  const judges = judgesOf({
    judgeUrl: ['http://a', 'http://b'],
    judgeModel: 'm,n',
    judgeApiKeyEnv: ['A', 'B'],
    judgePrice: ['0.15,0.60', '2, 8'],
  });

  expect(judges).toEqual([
    { url: 'http://a', model: 'm', keyIndex: 0, price: { promptUsd: 0.15, completionUsd: 0.6 } },
    { url: 'http://b', model: 'n', keyIndex: 1, price: { promptUsd: 2, completionUsd: 8 } },
  ]);
});

test('one URL with several models is a panel at one place, with one key and one price', () => {
  const judges = judgesOf({
    judgeUrl: 'http://a',
    judgeModel: ['m', 'n', 'o'],
    judgeApiKeyEnv: 'A',
    judgePrice: '1,2',
  });

  expect(judges.map(({ url, model, keyIndex, price }) => [url, model, keyIndex, price?.promptUsd])).toEqual([
    ['http://a', 'm', 0, 1],
    ['http://a', 'n', 0, 1],
    ['http://a', 'o', 0, 1],
  ]);
});

test('embedded judges need no model', () => {
  expect(judgesOf({ judgeUrl: ['mock', 'mock:sloppy'] }).map(({ url }) => url)).toEqual([
    'mock',
    'mock:sloppy',
  ]);
});

import type { SettingRow } from './setting-row.js';

/** Who judges, and what that may take and cost. */
export const judgeRows = {
  judgeUrl: {
    group: 'Judge',
    value: 'URL',
    help: 'an OpenAI-compatible judge, or several as a panel; "mock" starts the embedded one; without any, judged criteria are n/a',
    many: 'all',
  },
  judgeModel: {
    group: 'Judge',
    value: 'NAME',
    help: 'the model that judges; needed with a URL; one for each, or several of one URL',
    many: 'all',
  },
  judgeApiKeyEnv: {
    group: 'Judge',
    value: 'NAME',
    help: "the environment variable that holds the judge's key; one for all, or one for each",
    many: 'all',
    onResume: 'kept',
  },
  judgeConcurrency: {
    group: 'Judge',
    value: 'N',
    help: 'requests to a judge at a time',
    default: '4',
    onResume: 'kept',
  },
  judgeRate: {
    group: 'Judge',
    value: 'R',
    help: 'at most R requests to a judge a second; left out: no limit',
    onResume: 'kept',
  },
  judgeTimeoutMs: {
    group: 'Judge',
    value: 'TIME',
    help: 'the longest a judge may take for one reply',
    default: '120s',
    onResume: 'kept',
  },
  judgeTemperature: {
    group: 'Judge',
    value: 'T',
    help: 'sampling temperature of the judge',
    default: '0',
    onResume: 'kept',
  },
  judgeMaxTokens: {
    group: 'Judge',
    value: 'N',
    help: "room for one reply of the judge, a reasoning model's thoughts included",
    default: '4000',
    onResume: 'kept',
  },
  judgePrice: {
    group: 'Judge',
    value: 'IN,OUT',
    help: 'dollars for a million tokens in and out; one for all, or one for each',
    many: 'lines',
    onResume: 'kept',
  },
  judgeBudgetUsd: {
    group: 'Judge',
    value: 'USD',
    help: 'stop judging before it costs more; needs --judge-price',
    onResume: 'kept',
  },
  judgeCache: {
    group: 'Judge',
    value: 'DIR|off',
    help: 'where votes are kept; left out: judge-cache in the state folder',
    isPath: true,
    onResume: 'kept',
  },
  judgeCa: {
    group: 'Judge',
    value: 'FILE',
    help: 'PEM certificates to believe of a judge, besides the public authorities',
    isPath: true,
    onResume: 'kept',
  },
  judgeUnfit: {
    group: 'Judge',
    value: 'WHAT',
    help: 'a judge that fails the fitness battery: refuse it, or warn and let it judge',
    default: 'refuse',
    onResume: 'kept',
  },
} as const satisfies Record<string, SettingRow>;

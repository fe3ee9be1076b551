/** One thing `run` can be told, as facts: flags, environment, `janus-bench.yaml`, help and docs are made from them. */
export interface SettingRow {
  readonly group: SettingGroup;
  /** What stands after the flag; absent: a switch. */
  readonly value?: string;
  /** One line, lower case, no full stop. */
  readonly help: string;
  /** As the user would type it; a switch without one is off. Absent: nothing is set or sent. */
  readonly default?: string;
  /** May be given several times. `all`: commas separate too. `pairs`: NAME=VALUE or NAME: VALUE. `lines`: as they stand. */
  readonly many?: 'all' | 'pairs' | 'lines';
  /** A path: in the file it is relative to the file. */
  readonly isPath?: true;
  /**
   * What `--resume` makes of it. `kept`: as in the run, but may be told otherwise. `fresh`: said anew. Absent: it shapes
   * what is measured, so it stays what it was, and telling otherwise is an error.
   */
  readonly onResume?: 'kept' | 'fresh';
}

export const settingGroups = [
  'Target',
  'Tasks',
  'Load and time',
  'Requests',
  'Judge',
  'Output',
  'Official runs',
] as const;
export type SettingGroup = (typeof settingGroups)[number];

/**
 * Everything `run` can be told, once. The key is the name in code and in results; from it come the flag
 * (`timeoutFirstMs`: `--timeout-first`), the variable (`JANUS_BENCH_TIMEOUT_FIRST`) and the name in the file (`timeoutFirst`).
 */
export const settingTable = {
  target: {
    group: 'Target',
    value: 'URL',
    help: 'the agent, with or without /v1, or unix:/path.sock; "mock" or "mock:PROFILE" starts the embedded miner',
  },
  model: {
    group: 'Target',
    value: 'NAME',
    help: 'the model to ask for; left out: the first that /v1/models lists, else "default"',
  },
  header: { group: 'Target', value: 'K:V', help: 'a header for every request', many: 'pairs' },
  apiKeyEnv: {
    group: 'Target',
    value: 'NAME',
    help: 'the environment variable that holds the key, sent as "Authorization: Bearer"',
    onResume: 'kept',
  },
  ca: {
    group: 'Target',
    value: 'FILE',
    help: 'PEM certificates to believe besides the public authorities',
    isPath: true,
    onResume: 'kept',
  },
  insecure: {
    group: 'Target',
    help: "believe any certificate of the target's",
    onResume: 'kept',
  },
  start: {
    group: 'Target',
    value: 'CMD',
    help: 'launch the miner with this command, wait for /health, end it afterwards',
    onResume: 'kept',
  },
  readyTimeoutMs: {
    group: 'Target',
    value: 'TIME',
    help: 'how long /health may take to answer, with --start',
    default: '30s',
    onResume: 'kept',
  },

  suite: {
    group: 'Tasks',
    value: 'NAME|PATH',
    help: 'a shipped suite, a folder or a file',
    default: 'public/dev',
  },
  category: { group: 'Tasks', value: 'NAME', help: 'only tasks of these categories', many: 'all' },
  only: { group: 'Tasks', value: 'ID', help: 'only these tasks', many: 'all' },
  grep: { group: 'Tasks', value: 'PATTERN', help: 'only tasks whose id or prompt matches' },
  limit: { group: 'Tasks', value: 'N', help: 'at most N tasks, spread over the categories' },
  customGraders: {
    group: 'Tasks',
    help: "let the suite's own graders (type: custom) run on this machine",
    onResume: 'fresh',
  },
  repeat: { group: 'Tasks', value: 'N', help: 'attempts a task', default: '1' },
  seed: { group: 'Tasks', value: 'TEXT', help: 'decides order, variants and nonces', default: '1' },

  concurrency: { group: 'Load and time', value: 'N', help: 'attempts at a time', default: '1' },
  connections: {
    group: 'Load and time',
    value: 'MODE',
    help: 'pooled: opened ahead and used again; fresh: each request opens its own',
    default: 'pooled',
  },
  requests: {
    group: 'Load and time',
    value: 'N',
    help: 'attempts in all, tasks repeating in turn; left out: each task --repeat times',
  },
  rate: {
    group: 'Load and time',
    value: 'R',
    help: 'open loop: R attempts a second on a schedule made beforehand, whatever comes back',
  },
  arrivals: {
    group: 'Load and time',
    value: 'HOW',
    help: 'with --rate: constant or poisson',
    default: 'constant',
  },
  durationMs: {
    group: 'Load and time',
    value: 'TIME',
    help: 'with --rate: how long attempts arrive, tasks repeating in turn',
  },
  rampMs: {
    group: 'Load and time',
    value: 'TIME',
    help: 'with --rate: grow to it in a straight line over this time',
  },
  slo: {
    group: 'Load and time',
    value: 'TERMS',
    help: 'count what keeps these as goodput: ttft=2s,latency=10s,gap=2s',
    onResume: 'kept',
  },
  timeoutFirstMs: {
    group: 'Load and time',
    value: 'TIME',
    help: 'the longest wait for the first output',
    default: '30s',
  },
  timeoutIdleMs: {
    group: 'Load and time',
    value: 'TIME',
    help: 'the longest time without any byte',
    default: '60s',
  },
  timeoutMs: {
    group: 'Load and time',
    value: 'TIME',
    help: 'the longest an attempt may take, all its requests together',
    default: '300s',
  },
  warmup: {
    group: 'Load and time',
    value: 'N',
    help: 'unscored requests before the first task',
    default: '1',
  },
  retry: {
    group: 'Load and time',
    value: 'N',
    help: 'further tries on 429, 503 and resets, timed from the first',
    default: '0',
  },
  bail: { group: 'Load and time', help: 'stop at the first attempt that is not a pass', onResume: 'kept' },

  temperature: { group: 'Requests', value: 'T', help: 'sampling temperature to send' },
  maxTokens: { group: 'Requests', value: 'N', help: 'max_tokens to send' },
  body: {
    group: 'Requests',
    value: 'K=V',
    help: 'a further member of the request body; V is JSON, or else text',
    many: 'pairs',
  },

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

  output: {
    group: 'Output',
    value: 'DIR',
    help: 'where the run folder goes',
    default: 'janus-results',
    isPath: true,
    onResume: 'fresh',
  },
  resume: {
    group: 'Output',
    value: 'RUN',
    help: 'finish an interrupted run (its id or folder), with its own settings',
    onResume: 'fresh',
  },
  trace: {
    group: 'Output',
    help: 'also write every stamped read with its bytes (timelines.jsonl)',
    onResume: 'kept',
  },
  dryRun: {
    group: 'Output',
    help: 'show what would be sent, and an estimate; send nothing',
    onResume: 'fresh',
  },
  allowPartial: {
    group: 'Output',
    help: 'where a dimension was not measured, also print a renormalised number',
    onResume: 'kept',
  },
  json: { group: 'Output', help: 'print one JSON object on stdout at the end', onResume: 'fresh' },
  jsonEvents: {
    group: 'Output',
    help: 'print run events on stdout as they happen, one JSON object a line',
    onResume: 'fresh',
  },
  quiet: { group: 'Output', help: 'print nothing but errors (and what --json prints)', onResume: 'fresh' },

  official: {
    group: 'Official runs',
    help: 'the official contract: concurrency 1, repeat 3 or more, fixed timeouts, no retry, a secret nonce',
  },
  nonceFile: {
    group: 'Official runs',
    value: 'FILE',
    help: 'the secret that decides order and variants',
    isPath: true,
    onResume: 'kept',
  },
  meter: {
    group: 'Official runs',
    value: 'FILE',
    help: 'metered usage (JSONL), joined by traceparent',
    isPath: true,
    onResume: 'kept',
  },
  sign: {
    group: 'Official runs',
    value: 'KEY',
    help: 'sign the result with this Ed25519 private key (PEM)',
    isPath: true,
    onResume: 'kept',
  },
} as const satisfies Record<string, SettingRow>;

export type SettingKey = keyof typeof settingTable;

/** The name in `janus-bench.yaml` and in the library's options: the key without its unit. */
export type SettingName<Key extends SettingKey = SettingKey> = Key extends `${infer Name}Ms` ? Name : Key;

export const settingKeys: readonly SettingKey[] = Object.keys(settingTable).filter(isSettingKey);

export function isSettingKey(text: string): text is SettingKey {
  return Object.hasOwn(settingTable, text);
}

export function settingRow(key: SettingKey): SettingRow {
  return settingTable[key];
}

/** `timeoutFirstMs`: `timeoutFirst`. */
export function fileKeyOf(key: SettingKey): string {
  return key.replace(/Ms$/, '');
}

/** `timeoutFirstMs`: `--timeout-first`. */
export function flagOf(key: SettingKey): string {
  return `--${fileKeyOf(key).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `timeoutFirstMs`: `JANUS_BENCH_TIMEOUT_FIRST`. */
export function variableOf(key: SettingKey): string {
  return `JANUS_BENCH_${flagOf(key).slice(2).replaceAll('-', '_').toUpperCase()}`;
}

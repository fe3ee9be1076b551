import { gateRows } from './gate-rows.js';
import { judgeRows } from './judge-rows.js';
import { loadRows } from './load-rows.js';
import type { SettingRow } from './setting-row.js';

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
  lastFailed: {
    group: 'Tasks',
    value: '[RUN]',
    help: 'only tasks that did not fully pass in this run; left out: the newest of the suite',
    onResume: 'fresh',
  },
  onlyChanged: {
    group: 'Tasks',
    value: 'RUN',
    help: 'only tasks whose definition is not the one that this run measured',
    onResume: 'fresh',
  },
  shard: { group: 'Tasks', value: 'I/N', help: 'only the I-th of N equal parts; join them with `merge`' },
  customGraders: {
    group: 'Tasks',
    help: "let the suite's own graders (type: custom) run on this machine",
    onResume: 'fresh',
  },
  repeat: { group: 'Tasks', value: 'N', help: 'attempts a task', default: '1' },
  seed: { group: 'Tasks', value: 'TEXT', help: 'decides order, variants and nonces', default: '1' },

  ...loadRows,

  temperature: { group: 'Requests', value: 'T', help: 'sampling temperature to send' },
  maxTokens: { group: 'Requests', value: 'N', help: 'max_tokens to send' },
  body: {
    group: 'Requests',
    value: 'K=V',
    help: 'a further member of the request body; V is JSON, or else text',
    many: 'pairs',
  },

  ...judgeRows,

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
  reporter: {
    group: 'Output',
    value: 'LIST',
    help: 'how to tell it, NAME or NAME=PATH: table, markdown, json, csv, jsonl, junit, github, html (table,junit=out.xml); left out: a table',
    many: 'all',
    onResume: 'fresh',
  },
  json: { group: 'Output', help: 'print one JSON object on stdout at the end', onResume: 'fresh' },
  jsonEvents: {
    group: 'Output',
    help: 'print run events on stdout as they happen, one JSON object a line',
    onResume: 'fresh',
  },
  quiet: { group: 'Output', help: 'print nothing but errors (and what --json prints)', onResume: 'fresh' },

  ...gateRows,

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

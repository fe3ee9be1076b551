import { isOnStdout, readReporterList } from '../report/reporter-list.js';
import type { SettingSources } from './layered-settings.js';
import { loadRules } from './load-rules.js';
import { judgeRules } from './named-judges.js';
import type { Settings } from './settings.js';

/** What no single setting shows: settings that contradict each other, each with where it was said. */
export function settingRules(settings: Settings, sources: SettingSources): readonly string[] {
  return [
    ...targetRules(settings, sources),
    ...judgeRules(settings, sources),
    ...reporterRules(settings, sources),
    ...loadRules(settings, sources),
    ...shardRules(settings, sources),
    ...baselineRules(settings, sources),
    ...narrowingRules(settings, sources),
    ...officialRules(settings, sources),
  ];
}

function targetRules(
  { target, start, ca, insecure, body, maxTokens, temperature, json, jsonEvents }: Settings,
  from: SettingSources,
) {
  const problems: string[] = [];
  if (target === undefined) {
    problems.push(
      'no target: say --target http://localhost:8001 (or JANUS_BENCH_TARGET, or target: in janus-bench.yaml); --target mock needs no agent',
    );
  }
  if (start !== undefined && target?.startsWith('mock') === true) {
    problems.push(`${from.start}: the embedded miner is started anyway; --start is for a target of your own`);
  }
  if (insecure && ca !== undefined) {
    problems.push(`${from.ca}: with ${from.insecure} no certificate is checked; leave one of them out`);
  }
  if (maxTokens !== undefined && Object.hasOwn(body, 'max_tokens')) {
    problems.push(`${from.body}: "max_tokens" is also set by ${from.maxTokens}`);
  }
  if (temperature !== undefined && Object.hasOwn(body, 'temperature')) {
    problems.push(`${from.body}: "temperature" is also set by ${from.temperature}`);
  }
  if (json && jsonEvents)
    problems.push(`${from.jsonEvents}: stdout already carries the JSON of ${from.json}`);
  return problems;
}

/** Stdout carries one thing. */
function reporterRules({ reporter, json, jsonEvents }: Settings, from: SettingSources): readonly string[] {
  const spoken = readReporterList(reporter).reporters.find(isOnStdout);
  if (spoken === undefined || !(json || jsonEvents) || (json && spoken.name === 'json')) return [];
  const other = json ? `the JSON of ${from.json}` : `the events of ${from.jsonEvents}`;
  return [
    `${from.reporter}: stdout already carries ${other}; give ${spoken.name} a file, ${spoken.name}=PATH`,
  ];
}

/** A run that goes on has its tasks already. */
function narrowingRules(
  { lastFailed, onlyChanged, resume }: Settings,
  from: SettingSources,
): readonly string[] {
  if (resume === undefined) return [];
  return [
    ...(lastFailed === undefined
      ? []
      : [`${from.lastFailed}: ${from.resume} goes on with the run's own tasks`]),
    ...(onlyChanged === undefined
      ? []
      : [`${from.onlyChanged}: ${from.resume} goes on with the run's own tasks`]),
  ];
}

function baselineRules({ baseline, bootstrapBaseline }: Settings, from: SettingSources): readonly string[] {
  if (!bootstrapBaseline || baseline !== undefined) return [];
  return [`${from.bootstrapBaseline}: where is it to be kept? Say --baseline PATH as well`];
}

/** What is asked of one machine as a whole cannot be split. */
function shardRules({ shard, rate, requests }: Settings, from: SettingSources): readonly string[] {
  if (shard === undefined || (rate === undefined && requests === undefined)) return [];
  const whole = rate === undefined ? from.requests : from.rate;
  return [
    `${from.shard}: a load (${whole}) is made by one machine; shards split --repeat rounds of the tasks`,
  ];
}

/** Times of an official run, ms: those of the defaults, so that every board compares like with like. */
const officialTimes = { timeoutFirstMs: 30_000, timeoutIdleMs: 60_000, timeoutMs: 300_000 } as const;

function officialRules(settings: Settings, from: SettingSources) {
  if (!settings.official) {
    return settings.nonceFile === undefined
      ? []
      : [`${from.nonceFile}: a nonce is for official runs; say --official, or use --seed`];
  }
  const problems: string[] = [];
  if (settings.nonceFile === undefined)
    problems.push('an official run needs --nonce-file FILE: the secret that decides order and variants');
  if (settings.concurrency !== 1) problems.push(`${from.concurrency}: an official run has concurrency 1`);
  if (settings.repeat < 3) problems.push(`${from.repeat}: an official run has 3 repeats or more`);
  if (settings.rate !== undefined || settings.requests !== undefined)
    problems.push(
      `${settings.rate === undefined ? from.requests : from.rate}: an official run has no load shape; each task is asked --repeat times, one after another`,
    );
  if (settings.connections !== 'pooled')
    problems.push(`${from.connections}: an official run has pooled connections`);
  if (settings.customGraders)
    problems.push(`${from.customGraders}: an official run takes no graders of the suite’s own`);
  if (settings.judgeUnfit === 'warn')
    problems.push(`${from.judgeUnfit}: an official run takes no unfit judge`);
  if (settings.insecure) problems.push(`${from.insecure}: an official run checks certificates`);
  if (settings.retry !== 0) problems.push(`${from.retry}: an official run does not retry`);
  for (const [key, ms] of Object.entries(officialTimes) as [keyof typeof officialTimes, number][]) {
    if (settings[key] !== ms)
      problems.push(`${from[key]}: the time is fixed to ${ms / 1000}s in an official run`);
  }
  return problems;
}

import type { Check } from '../check.js';
import { readiness } from './k01-readiness.js';
import { healthLatency } from './k02-health-latency.js';
import { envelopes } from './k03-envelopes.js';
import { sseSyntax } from './k04-sse-syntax.js';
import { done } from './k05-done.js';
import { usage } from './k06-usage.js';
import { timeToFirstToken } from './k07-ttft.js';
import { silence } from './k08-silence.js';
import { keepAlives } from './k09-keep-alives.js';
import { reasoning } from './k10-reasoning.js';
import { concurrency } from './k11-concurrency.js';
import { longStreamSurvives } from './k12-long-stream.js';
import { abort } from './k13-abort.js';
import { contentParts } from './k14-content-parts.js';
import { artifacts } from './k15-artifacts.js';
import { malformedRequests } from './k16-malformed-requests.js';
import { pages } from './k17-pages.js';

/** Every check of the contract, in the order they are run. A new one is a file beside this and a line here. */
export const checks: readonly Check[] = [
  readiness,
  healthLatency,
  envelopes,
  sseSyntax,
  done,
  usage,
  timeToFirstToken,
  silence,
  keepAlives,
  reasoning,
  concurrency,
  longStreamSurvives,
  abort,
  contentParts,
  artifacts,
  malformedRequests,
  pages,
];

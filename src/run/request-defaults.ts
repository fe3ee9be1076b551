import type { RequestDefaults } from './ports.js';
import type { Settings } from './settings.js';

/** What every request carries, as the user asked for it. */
export function requestDefaults(settings: Settings, model: string): RequestDefaults {
  const { temperature, maxTokens } = settings;
  return {
    model,
    timeouts: {
      firstOutputMs: settings.timeoutFirstMs,
      idleMs: settings.timeoutIdleMs,
      totalMs: settings.timeoutMs,
    },
    retries: settings.retry,
    body: {
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
      ...settings.body,
    },
  };
}

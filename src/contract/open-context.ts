import { secretForms, withoutSecrets } from '../results/secret-forms.js';
import { capture, type Capture } from './capture.js';
import type { CheckContext } from './check.js';
import { longPrompt, shortPrompt, streamRequest } from './requests.js';

export type CheckTools = Omit<CheckContext, 'excerpt' | 'shortStream' | 'longStream'>;

const excerptLength = 120;

/** What checks share: each stream is asked for when the first of them wants to look at it, and never again. */
export function openContext(tools: CheckTools): CheckContext {
  const { limits, timeoutMs, secrets } = tools;
  const forms = secretForms(secrets);
  const idleMs = Math.min(limits.silence.failMs, timeoutMs);
  return {
    ...tools,
    excerpt: (text) => withoutSecrets(text, forms).slice(0, excerptLength),
    shortStream: once(() => capture(tools, streamRequest(tools, shortPrompt))),
    longStream: once(() => capture(tools, streamRequest(tools, longPrompt), { idleMs })),
  };
}

function once(ask: () => Promise<Capture>): () => Promise<Capture> {
  let asked: Promise<Capture> | undefined;
  return () => (asked ??= ask());
}

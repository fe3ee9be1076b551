import { endCauseOf, type EndCause } from './failure.js';
import type { EndReport } from './timing-messages.js';

export interface EndCircumstances {
  /** Why we ended it, where we did. */
  readonly stopCause: EndCause | undefined;
  readonly hadHeaders: boolean;
  readonly maxBodyBytes: number;
}

/** What the timing worker's last report of a request means. */
export function causeOfEnd({ how, phases }: EndReport, circumstances: EndCircumstances): EndCause {
  const { stopCause, hadHeaders, maxBodyBytes } = circumstances;
  switch (how.kind) {
    case 'complete':
      return { kind: 'complete' };
    case 'aborted':
      return stopCause ?? { kind: 'harness', detail: 'aborted' };
    case 'too_large':
      return { kind: 'too_large', detail: `the body is longer than ${maxBodyBytes} bytes` };
    case 'failed':
      return endCauseOf(how.failure, { wasSent: phases !== undefined, hadHeaders });
  }
}

import { inert } from '../lib/inert.js';
import type { GateView } from './gate-view.js';
import { renderJunit, type JunitCase, type JunitProblem, type JunitSuite } from './junit.js';

/** A gate's decision for CI servers, on its own. */
export function renderGateJunit(view: GateView): string {
  return renderJunit([gateSuite(view, { hostname: 'localhost', startedAt: '1970-01-01T00:00:00' })]);
}

/** Where and when the candidate was measured. */
export type GatePlace = Pick<JunitSuite, 'hostname' | 'startedAt'>;

/**
 * A test for each bar, and one for what no bar is about. A bar that could not be decided passes as the gate does, unless
 * it is strict, and says so in the suite's output; one whose number is missing is never green.
 */
export function gateSuite(view: GateView, place: GatePlace): JunitSuite {
  const { decision, headline, runs, reasons, next, notes } = view;
  return {
    ...place,
    name: 'janus-bench gate',
    tookMs: 0,
    properties: {
      outcome: decision.outcome,
      strict: String(decision.strict),
      candidate: decision.candidate.runId,
      ...(decision.baseline === null ? {} : { baseline: decision.baseline.runId }),
    },
    cases: [soundCase(view), ...barCases(view)],
    notes: [headline.text, ...runs, ...reasons, ...next, ...notes].join('\n'),
  };
}

const className = 'janus-bench.gate';

function soundCase({ decision, failures }: GateView): JunitCase {
  const isBroken = decision.failures.length > 0;
  const problem: JunitProblem = {
    kind: 'error',
    type: decision.exitReason,
    message: inert(failures.join(' '), 500),
    text: failures.join('\n'),
  };
  return { className, name: 'it can be decided', tookMs: 0, problem: isBroken ? problem : undefined };
}

function barCases({ decision, changes, minimums, contract }: GateView): readonly JunitCase[] {
  const told = [
    ...changes.map(({ base, candidate, change, bound, margin, p, ...bar }) => ({
      ...bar,
      text: `base ${base}, candidate ${candidate}, change ${change}\nat worst ${bound}, margin ${margin}, p ${p}\nunseen ${bar.unseen}`,
    })),
    ...minimums.map(({ value, least, ...bar }) => ({ ...bar, text: `value ${value}, least ${least}` })),
    ...contract.map(({ detail, ...bar }) => ({ ...bar, text: detail })),
  ];
  return told.map(({ label, outcome, verdict, text }): JunitCase => {
    const isBroken = outcome === 'fail' || (outcome === 'inconclusive' && decision.strict);
    const type = outcome === 'fail' ? 'bar' : 'inconclusive';
    const message = `${verdict}: ${text.split('\n')[0] ?? ''}`;
    return {
      className,
      name: label,
      tookMs: 0,
      problem: isBroken ? { kind: 'failure', type, message, text } : undefined,
    };
  });
}

import { inert } from '../lib/inert.js';
import type { JunitCase, JunitProblem } from './junit.js';
import type { View } from './view.js';

/** What must hold of a run before its answers mean anything, one test each. */
export function runCheckCases({ result }: View): readonly JunitCase[] {
  const { run, attempts, validity, status, statusReasons } = result;
  const missing = run.plannedAttempts - attempts.length;
  const counted = attempts.filter(({ countedQuality }) => countedQuality !== null).length;
  return [
    check('every planned attempt was made', {
      isBroken: !run.complete || attempts.length === 0,
      what:
        attempts.length === 0 ? 'there is no attempt' : `${missing} of ${run.plannedAttempts} are missing`,
      hint: `janus-bench run --resume ${run.id} finishes it`,
    }),
    check('an answer was counted', {
      isBroken: counted === 0,
      what: 'no answer was graded, so no quality was measured',
      hint: 'a judge may be missing, or every attempt failed on our side',
    }),
    check('the measurement is valid', {
      isBroken: validity.status === 'invalid',
      what: validity.reasons.join('; '),
      hint: 'janus-bench doctor checks this machine',
    }),
    {
      ...check('every dimension was measured', { isBroken: false, what: '', hint: '' }),
      problem: status === 'partial' ? partial(statusReasons) : undefined,
    },
  ];
}

interface Check {
  readonly isBroken: boolean;
  readonly what: string;
  readonly hint: string;
}

function check(name: string, { isBroken, what, hint }: Check): JunitCase {
  const message = inert(what, 500);
  const problem: JunitProblem | undefined = isBroken
    ? { kind: 'error', type: 'not_measured', message, text: `${message}\n${inert(hint, 300)}` }
    : undefined;
  return { className: 'janus-bench.run', name, tookMs: 0, problem };
}

/** A run of chosen categories is meant to be partial: no error. */
function partial(reasons: readonly string[]): JunitProblem {
  const text = reasons.map((reason) => inert(reason, 400)).join('\n');
  return { kind: 'skipped', message: 'no composite', text };
}

import type { GateDecision } from '../compare/gate-decision.js';
import { gateHeadline } from '../report/gate-headline.js';
import type { Io } from './io.js';

export interface ToldGate {
  readonly io: Io;
  readonly quiet: boolean;
  /** stdout carries a line for each event. */
  readonly jsonEvents?: boolean;
}

/** The outcome in one line on stderr, whatever stdout is for; quietly only where it decides the exit code. */
export function tellGate(decision: GateDecision, { io, quiet, jsonEvents = false }: ToldGate): void {
  if (jsonEvents) {
    // Not the comparison: events are short, and tasks stay in the files.
    const line = { ...decision, comparison: undefined, schema: 'janus-bench/event', kind: 'gate' };
    io.stdout.write(`${JSON.stringify(line)}\n`);
  }
  if (quiet && decision.exitReason === 'ok') return;
  const isWarning = decision.outcome === 'inconclusive' && decision.exitReason === 'ok';
  const word = isWarning ? 'warning' : decision.exitReason === 'ok' ? 'gate' : 'error';
  io.stderr.write(`${word}: ${gateHeadline(decision).text}\n`);
}

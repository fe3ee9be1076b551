import { expect, test } from 'vitest';
import { listenForInterrupt } from '../../src/commands/interrupt.js';
import { recordingIo } from '../support/call-main.js';

test('the first Ctrl-C aborts, the second ends the process at once with 130', () => {
  const { io, signal, exits } = recordingIo();
  const told: string[] = [];
  using interrupt = listenForInterrupt(io, (name) => told.push(name));

  expect(interrupt.exitReason()).toBeUndefined();
  signal('SIGINT');
  expect(interrupt.signal.aborted).toBe(true);
  expect(interrupt.exitReason()).toBe('interrupted');
  expect(exits).toEqual([]);
  signal('SIGINT');
  expect(exits).toEqual([130]);
  expect(told).toEqual(['SIGINT']);
});

test('what leaves the terminal tidy is done before the second Ctrl-C ends the process, and not at the first', () => {
  const { io, signal, exits } = recordingIo();
  using interrupt = listenForInterrupt(io, () => undefined);
  const exitsThen: number[] = [];
  interrupt.beforeExit(() => exitsThen.push(exits.length));

  signal('SIGINT');
  expect(exitsThen).toEqual([]);
  signal('SIGINT');
  expect(exitsThen).toEqual([0]);
  expect(exits).toEqual([130]);
});

test('SIGTERM is told apart', () => {
  const { io, signal, exits } = recordingIo();
  using interrupt = listenForInterrupt(io, () => undefined);

  signal('SIGTERM');
  expect(interrupt.exitReason()).toBe('terminated');
  signal('SIGTERM');
  expect(exits).toEqual([143]);
});

test('afterwards nobody listens', () => {
  const { io, signal } = recordingIo();
  listenForInterrupt(io, () => undefined)[Symbol.dispose]();

  expect(signal('SIGINT')).toBe(false);
});

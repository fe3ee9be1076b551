import { expect, test } from 'vitest';
import { badWires } from '../support/bad-wires.js';
import { roomyTimeouts, sayHello } from '../support/open-test-target.js';
import { ending, shareTarget, wholeStream } from '../support/shared-target.js';

const { against } = shareTarget();

test('no two wires have the same name', () => {
  expect(new Set(badWires.map(({ about }) => about)).size).toBe(badWires.length);
});

test.each(badWires.map((wire) => [wire.about, wire] as const))(
  '%s: the attempt gets its outcome, and the next one is well',
  async (_about, { behave, outcome, detail }) => {
    const { target } = await against((socket, request) => {
      if (request.number === 1) behave(socket, request);
      else socket.write(wholeStream);
    });
    const exchange = await sayHello(target, { timeouts: { ...roomyTimeouts, idleMs: 5_000 } });

    expect(ending(exchange), JSON.stringify(exchange.outcome)).toBe(outcome);
    if (detail !== undefined)
      expect(exchange.outcome).toHaveProperty('detail', expect.stringMatching(detail));
    expect(ending(await sayHello(target))).toBe('ok');
  },
);

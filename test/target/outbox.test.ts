import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { Outbox } from '../../src/target/outbox.js';
import type { TimingBatch } from '../../src/target/timing-messages.js';

const channels: MessageChannel[] = [];
afterEach(() => channels.splice(0).forEach(({ port1 }) => port1.close()));

function openOutbox(): { outbox: Outbox; next: () => Promise<TimingBatch> } {
  const channel = new MessageChannel();
  channels.push(channel);
  const next = () => new Promise<TimingBatch>((resolve) => channel.port2.once('message', resolve));
  return { outbox: new Outbox(channel.port1), next };
}

test('what happens goes in one message, its reads as numbers and their bytes packed, all in order', async () => {
  const { outbox, next } = openOutbox();
  outbox.add({ kind: 'issued', id: 1, atMs: 1 });
  outbox.addRead(1, 2, Buffer.from('ab'));
  outbox.extend(Buffer.from('c'));
  outbox.addRead(2, 3.5, Buffer.from('de'));
  outbox.add({ kind: 'alive', id: 2, atMs: 4 });
  outbox.addRead(1, 5, Buffer.from('f'));
  const { reports, reads, bytes } = await next();

  expect(Buffer.from(bytes).toString()).toBe('abcdef');
  expect([...reads]).toEqual([1, 2, 0, 3, 2, 3.5, 3, 5, 1, 5, 5, 6]);
  expect(reports).toEqual([
    { kind: 'issued', id: 1, atMs: 1 },
    { kind: 'reads', from: 0, to: 2 },
    { kind: 'alive', id: 2, atMs: 4 },
    { kind: 'reads', from: 2, to: 3 },
  ]);
});

test('reads wait for one another, over several turns', async () => {
  const { outbox, next } = openOutbox();
  outbox.addRead(1, 1, Buffer.from('a'));
  await new Promise(setImmediate);
  outbox.addRead(1, 2, Buffer.from('b'));

  expect(Buffer.from((await next()).bytes).toString()).toBe('ab');
});

test('many bytes do not wait', async () => {
  const { outbox, next } = openOutbox();
  outbox.addRead(1, 1, Buffer.alloc(2 ** 19));
  const first = next();
  await new Promise(setImmediate);
  outbox.addRead(1, 2, Buffer.from('b'));

  expect((await first).bytes).toHaveLength(2 ** 19);
});

test('a flush sends at once, and the next message starts anew', async () => {
  const { outbox, next } = openOutbox();
  outbox.addRead(1, 1, Buffer.from('a'));
  outbox.flush();
  expect(Buffer.from((await next()).bytes).toString()).toBe('a');
  outbox.addRead(1, 2, Buffer.from('b'));
  const { reports, reads } = await next();

  expect(reports).toEqual([{ kind: 'reads', from: 0, to: 1 }]);
  expect([...reads]).toEqual([1, 2, 0, 1]);
});

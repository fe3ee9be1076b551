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

test('what happens in one turn goes in one message, with the bytes of its reads packed in order', async () => {
  const { outbox, next } = openOutbox();
  outbox.add({ kind: 'issued', id: 1, atMs: 1 });
  const read = outbox.addRead(1, 2, Buffer.from('ab'));
  outbox.extend(read, Buffer.from('c'));
  outbox.addRead(2, 3, Buffer.from('de'));
  const { reports, bytes } = await next();

  expect(Buffer.from(bytes).toString()).toBe('abcde');
  expect(reports).toEqual([
    { kind: 'issued', id: 1, atMs: 1 },
    { kind: 'read', id: 1, atMs: 2, start: 0, end: 3 },
    { kind: 'read', id: 2, atMs: 3, start: 3, end: 5 },
  ]);
});

test('a flush sends at once, and the next message starts anew', async () => {
  const { outbox, next } = openOutbox();
  outbox.addRead(1, 1, Buffer.from('a'));
  outbox.flush();
  expect(Buffer.from((await next()).bytes).toString()).toBe('a');
  outbox.addRead(1, 2, Buffer.from('b'));

  expect(await next()).toMatchObject({ reports: [{ start: 0, end: 1, atMs: 2 }] });
});

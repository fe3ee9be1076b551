import { expect, test } from 'vitest';
import { ReplyBytes } from '../../../src/arena/agent/reply-bytes.js';

test('eight megabytes are kept, and it is said that there was more', () => {
  const reply = new ReplyBytes();
  for (let count = 0; count < 9; count++) reply.add(Buffer.alloc(2 ** 20, 'a'));
  const { bytes, isTruncated } = reply.taken([]);

  expect(bytes.byteLength).toBe(8 * 2 ** 20);
  expect(isTruncated).toBe(true);
});

test('our key is taken out, also over several reads, and other bytes stay as they were', () => {
  const reply = new ReplyBytes();
  reply.add(Buffer.from([0xff, 0x00, 0xc3]));
  reply.add(Buffer.from('Bearer sk-sec'));
  reply.add(Buffer.from('ret-1 é'));
  const { bytes, isRedacted } = reply.taken(['sk-secret-1']);

  expect(isRedacted).toBe(true);
  expect(Buffer.from(bytes)).toEqual(
    Buffer.concat([Buffer.from([0xff, 0x00, 0xc3]), Buffer.from('Bearer *** é')]),
  );
});

import { expect, test } from 'vitest';
import { head, whole } from '../support/bad-server.js';
import { shareTarget } from '../support/shared-target.js';

const { against } = shareTarget();

test('a POST carries its body as it is, and the answer comes with its type', async () => {
  const { server, target } = await against((socket) =>
    socket.write(whole(400, '{"error":{}}', { 'content-type': 'application/json' })),
  );
  const reply = await target.post('/v1/chat/completions', '{"half', 5_000);

  expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/v1/chat/completions', body: '{"half' });
  expect(server.requests[0]!.headers['content-type']).toBe('application/json');
  expect(reply).toMatchObject({ status: 400, contentType: 'application/json', body: '{"error":{}}' });
});

test('an answer without end is cut at 1 MB', async () => {
  const { target } = await against((socket) => {
    socket.write(head(200));
    const write = () => {
      while (!socket.destroyed && socket.writable && socket.write('x'.repeat(60_000)));
    };
    socket.on('drain', write);
    write();
  });
  const { status, body } = await target.post('/', '{}', 10_000);

  expect(status).toBe(200);
  expect(body).toHaveLength(2 ** 20);
});

test('an answer that does not come is a timeout, not an exception', async () => {
  const { target } = await against(() => undefined);

  expect(await target.post('/', '{}', 50)).toMatchObject({ status: undefined, problem: 'timeout' });
});

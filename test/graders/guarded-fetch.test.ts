import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { openArtifactFetch } from '../../src/graders/guarded-fetch.js';
import { holding } from './support/answers.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

/** A server on loopback, the paths it was asked for, and its origin. */
async function serve(answer: RequestListener) {
  const asked: string[] = [];
  const server = createServer((incoming, response) => {
    asked.push(`${incoming.headers.host ?? ''}${incoming.url ?? ''}`);
    answer(incoming, response);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { asked, port, origin: `http://127.0.0.1:${port}` };
}

const csv: RequestListener = (_, response) =>
  response.writeHead(200, { 'content-type': 'Text/CSV; charset=utf-8' }).end('a,b\n1,2\n');
const rules = { maxBytes: 1_000, allowHosts: [], allowTargetHost: true };
const problem = (reason: string) => ({ kind: 'problem', reason: holding(reason) });

test('a file at the target’s own origin is fetched, though that is on loopback', async () => {
  const { origin } = await serve(csv);
  const fetchArtifact = openArtifactFetch({ targetUrl: `${origin}/base` });
  const fetched = await fetchArtifact(`${origin}/files/a.csv?x=1`, rules);
  expect(fetched).toMatchObject({ kind: 'bytes', mimeType: 'text/csv' });
  expect(fetched.kind === 'bytes' && Buffer.from(fetched.bytes).toString()).toBe('a,b\n1,2\n');
});

test('the target’s origin is asked only where the task says so, and its neighbours never', async () => {
  const [target, neighbour] = [await serve(csv), await serve(csv)];
  const fetchArtifact = openArtifactFetch({ targetUrl: target.origin });
  expect(await fetchArtifact(`${target.origin}/a`, { ...rules, allowTargetHost: false })).toEqual(
    problem('does not allow files from 127.0.0.1'),
  );
  expect(await fetchArtifact(`${neighbour.origin}/a`, rules)).toEqual(problem('does not allow'));
  expect([...target.asked, ...neighbour.asked]).toEqual([]);
});

test.each(['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]'])(
  'an allowed host is refused where %s is what it stands for',
  async (host) => {
    const { port, asked } = await serve(csv);
    const url = new URL(`http://${host}:${port}/a`);
    const fetchArtifact = openArtifactFetch({ targetUrl: 'http://127.0.0.1:1' });
    expect(await fetchArtifact(url.href, { ...rules, allowHosts: [url.host] })).toEqual(
      problem('not on the public internet'),
    );
    expect(asked).toEqual([]);
  },
);

test('a name is refused where one of its addresses is private, and where it has none', async () => {
  const { port, asked } = await serve(csv);
  const host = `files.example:${port}`;
  const mixed = openArtifactFetch({ resolve: () => Promise.resolve(['93.184.215.14', '127.0.0.1']) });
  expect(await mixed(`http://${host}/a`, { ...rules, allowHosts: [host] })).toEqual(
    problem('not on the public internet'),
  );
  const none = openArtifactFetch({ resolve: () => Promise.resolve([]) });
  expect(await none(`http://${host}/a`, { ...rules, allowHosts: [host] })).toEqual(problem('no address'));
  expect(asked).toEqual([]);
});

test('the connection goes to the address that was checked, whatever the name says later', async () => {
  const { port, asked } = await serve(csv);
  const host = `files.example:${port}`;
  const answers = [['127.0.0.1'], ['127.0.0.2']];
  const checked: string[] = [];
  const fetchArtifact = openArtifactFetch({
    resolve: () => Promise.resolve(answers.shift() ?? []),
    isAllowedAddress: (address) => checked.push(address) > 0,
  });
  expect(await fetchArtifact(`http://${host}/a`, { ...rules, allowHosts: [host] })).toMatchObject({
    kind: 'bytes',
  });
  expect(checked).toEqual(['127.0.0.1']);
  expect(answers).toEqual([['127.0.0.2']]);
  expect(asked).toEqual([`${host}/a`]);
});

test.each([
  ['file:///etc/passwd', 'neither data: nor http'],
  ['ftp://files.example/a', 'neither data: nor http'],
  ['no URL', 'neither data: nor http'],
  ['http://user:word@files.example/a', 'credentials'],
  ['http://files.example.evil.example/a', 'does not allow files from files.example.evil.example'],
  ['http://files.example:8080/a', 'does not allow files from files.example:8080'],
  ['http://evil.example/files.example', 'does not allow'],
  ['http://files.example@evil.example/', 'credentials'],
])('%s is not asked', async (url, reason) => {
  const fetchArtifact = openArtifactFetch({ resolve: () => Promise.reject(new Error('nobody is asked')) });
  expect(await fetchArtifact(url, { ...rules, allowHosts: ['files.example'] })).toEqual(problem(reason));
});

test('a redirect is held against the same rules', async () => {
  const other = await serve(csv);
  const target = await serve(({ url }, response) => {
    const to = {
      '/near': '/b',
      '/far': `${other.origin}/b`,
      '/file': 'file:///etc/passwd',
      '/round': '/round',
    };
    const location = Object.entries(to).find(([path]) => path === url)?.[1];
    if (location === undefined) response.end('x');
    else response.writeHead(302, { location }).end();
  });
  const fetchArtifact = openArtifactFetch({ targetUrl: target.origin });
  expect(await fetchArtifact(`${target.origin}/near`, rules)).toMatchObject({ kind: 'bytes' });
  expect(await fetchArtifact(`${target.origin}/far`, rules)).toEqual(problem('does not allow'));
  const allowed = { ...rules, allowHosts: [`127.0.0.1:${other.port}`] };
  expect(await fetchArtifact(`${target.origin}/far`, allowed)).toEqual(problem('not on the public internet'));
  expect(await fetchArtifact(`${target.origin}/file`, rules)).toEqual(problem('neither data: nor http'));
  expect(await fetchArtifact(`${target.origin}/round`, rules)).toEqual(problem('redirects too often'));
  expect(other.asked).toEqual([]);
});

test.each<[string, RequestListener, string]>([
  ['an error', (_, response) => response.writeHead(500).end('x'), 'status 500'],
  ['a body that says it is too long', (_, response) => response.end('x'.repeat(1_001)), 'over 1000 bytes'],
  [
    'a body that is too long without saying so',
    (_, response) => {
      response.flushHeaders();
      for (let piece = 0; piece < 20; piece++) response.write('x'.repeat(100));
      response.end();
    },
    'over 1000 bytes',
  ],
  [
    'a compressed body',
    (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
    'compressed',
  ],
  ['a torn connection', ({ socket }) => socket.destroy(), 'cannot be fetched'],
  ['no HTTP', ({ socket }) => socket.end('220 hello\r\n'), 'cannot be fetched'],
])('%s is a problem', async (_, answer, reason) => {
  const { origin } = await serve(answer);
  const fetchArtifact = openArtifactFetch({ targetUrl: origin });
  expect(await fetchArtifact(`${origin}/a`, rules)).toEqual(problem(reason));
});

test.each<[string, RequestListener]>([
  ['never answers', () => undefined],
  ['never ends', (_, response) => response.write('x')],
])('a server that %s is left at the limit', async (_, answer) => {
  const { origin } = await serve(answer);
  const fetchArtifact = openArtifactFetch({ targetUrl: origin, timeoutMs: 200 });
  expect(await fetchArtifact(`${origin}/a`, rules)).toMatchObject({ kind: 'problem' });
});

test('a resolver that never answers is left at the limit', async () => {
  const fetchArtifact = openArtifactFetch({ timeoutMs: 50, resolve: () => new Promise(() => undefined) });
  expect(await fetchArtifact('http://files.example/', { ...rules, allowHosts: ['files.example'] })).toEqual(
    problem('took too long'),
  );
});

test('nothing of the user’s goes along', async () => {
  let sent: readonly string[] = [];
  const { origin } = await serve((incoming, response) => {
    sent = Object.keys(incoming.headers);
    response.end('x');
  });
  await openArtifactFetch({ targetUrl: origin })(`${origin}/a`, rules);
  expect(sent.toSorted()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
});

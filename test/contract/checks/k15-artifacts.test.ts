import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256 } from '../../../src/lib/digest.js';
import { openTokenCounter, type TokenCounter } from '../../../src/target/token-counter.js';
import { chunk, lastChunk, startBadServer, streamHead } from '../../support/bad-server.js';
import { checkUrl } from '../../support/contract.js';
import { contentFrame, deltaFrame, doneFrame, stopFrame } from '../../support/stamped-reads.js';

let tokens: TokenCounter;

beforeAll(async () => {
  tokens = await openTokenCounter();
});

afterAll(() => tokens[Symbol.asyncDispose]());

const url = `data:text/csv;base64,${Buffer.from('a,b\n').toString('base64')}`;
const good = { id: 'f1', type: 'file', mime_type: 'text/csv', size_bytes: 4, url, sha256: sha256('a,b\n') };

async function verdictOf(frame: string): Promise<{ verdict: string; came: string }> {
  await using server = await startBadServer((socket) =>
    socket.write(streamHead() + chunk(contentFrame('Here.') + frame + stopFrame + doneFrame) + lastChunk),
  );
  const { findings } = await checkUrl(server.url, { only: ['K15'], tokens });
  return findings[0]!;
}

test.each<[string, object, { verdict: string; came: string }]>([
  ['true of its bytes', {}, { verdict: 'pass', came: 'size and digest as described' }],
  ['at an http URL', { url: 'https://files.example/a.csv' }, { verdict: 'pass', came: 'was not fetched' }],
  [
    'without id and sha256',
    { id: undefined, sha256: undefined },
    { verdict: 'fail', came: 'id, sha256 missing' },
  ],
  [
    'whose size is a text',
    { size_bytes: '4' },
    { verdict: 'fail', came: 'size_bytes missing, or of the wrong type' },
  ],
  ['whose type is no media type', { mime_type: 'csv' }, { verdict: 'fail', came: 'mime_type is "csv"' }],
  ['whose digest is short', { sha256: 'abc' }, { verdict: 'fail', came: 'not 64 hex digits' }],
  [
    'whose base64 is broken',
    { url: 'data:text/csv;base64,?' },
    { verdict: 'fail', came: 'encoding is broken' },
  ],
  ['at a file path', { url: '/tmp/a.csv' }, { verdict: 'fail', came: 'neither data: nor http' }],
])('a descriptor %s', async (_, changes, { verdict, came }) => {
  const finding = await verdictOf(deltaFrame({ artifacts: [{ ...good, ...changes }] }));

  expect(finding).toMatchObject({ verdict, came: expect.stringContaining(came) as string });
});

test('a data URL in the text is graded, but is no descriptor', async () => {
  expect(await verdictOf(contentFrame(`[a.csv](${url})`))).toMatchObject({
    verdict: 'warn',
    came: 'a data URL in the text, no descriptor',
  });
});

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemText } from '../../src/judge/prompt-template.js';
import { pairSystemText } from '../../src/judge/pairs/pair-template.js';
import { startJudge } from '../../src/mock/judge.js';
import { callMain } from '../support/call-main.js';
import { judgedSuite, promptTexts } from '../support/judged-suite.js';
import { temporaryFolder } from '../suite/temporary-suite.js';

const key = 'sk-judge-5af13c';
const env = {
  PATH: process.env['PATH'],
  JANUS_BENCH_CONFIG: 'none',
  JANUS_BENCH_STATE: 'none',
  NO_COLOR: '1',
  JUDGE_KEY: key,
};

/** Pieces of everything that only a judge may read. */
const secrets = [
  key,
  ...[promptTexts.reference, promptTexts.question, systemText, pairSystemText].flatMap(piecesOf),
  'Does it blame',
];

/** Each six words of a text, none of which an answer holds. */
function piecesOf(text: string): readonly string[] {
  const words = text.split(/\s+/);
  const pieces = words.map((_, at) => words.slice(at, at + 6).join(' '));
  return pieces.filter((piece, at) => at % 6 === 0 && piece.length > 24);
}

async function everythingIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (file) => `${file}\n${await readFile(file, 'utf8')}`));
}

test('neither the key of a judge nor its prompt is in anything that the program leaves or says', async () => {
  const suite = await temporaryFolder(judgedSuite(2));
  const [output, cache, nonce] = ['results', 'cache', 'nonce.txt'].map((name) => join(suite, name));
  if (output === undefined || cache === undefined || nonce === undefined) throw new Error('no places');
  await writeFile(nonce, `${'8c1f'.repeat(16)}\n`);
  await using server = await startJudge({ persona: 'leaks-prompt', apiKey: key });
  const judge = [
    ...['--judge-url', server.url, '--judge-model', 'm', '--judge-api-key-env', 'JUDGE_KEY'],
    ...['--judge-cache', cache],
  ];
  const said: string[] = [];
  const called = async (...argv: string[]) => {
    const { code, stdout, stderr } = await callMain(argv, { env });
    said.push(`${argv.join(' ')}\n${stdout}\n${stderr}`);
    return { code, stdout };
  };
  const official = ['--official', '--nonce-file', nonce, '--repeat', '3'];
  const run = (target: string, ...more: string[]) =>
    called('run', '--target', target, '--suite', suite, '--output', output, ...judge, ...official, ...more);

  expect(await run('mock', '--dry-run')).toMatchObject({ code: 0 });
  expect(await run('mock', '--dry-run', '--json')).toMatchObject({ code: 0 });
  expect(await run('mock', '--print-config')).toMatchObject({ code: 0 });
  expect(await run('mock:instant', '--trace', '--json-events')).toMatchObject({ code: 0 });
  const [one = ''] = await readdir(output);
  expect(await run('mock:null-waffle', '--json')).toMatchObject({ code: 0 });
  const other = (await readdir(output)).find((name) => name !== one) ?? '';
  const [first, second] = [join(output, one), join(output, other)];

  for (const format of ['table', 'markdown', 'html', 'csv', 'json', 'jsonl', 'junit'])
    expect(await called('report', first, '--format', format), format).toMatchObject({ code: 0 });
  const page = await called('report', first, '--attempt', 'notice-0#0');
  expect(page.stdout).toContain('these words show it');
  await called('report', first, '--attempt', 'notice-0#0', '--format', 'json');
  expect(await called('rescore', first, '--output', output, '--judge-cache', 'off')).toMatchObject({
    code: 0,
  });
  for (const format of ['table', 'markdown', 'json']) {
    const compared = await called(
      ...['compare', first, second, '--judge-pairwise', '--format', format],
      ...judge,
    );
    expect(compared.code, format).toBe(0);
    if (format === 'json') expect(compared.stdout).toContain('these words make it the better one');
  }
  expect(await called('judge', 'check', ...judge.slice(0, 6))).toMatchObject({ code: 0 });
  expect(await called('judge', 'check', ...judge, '--json')).toMatchObject({ code: 0 });
  await called('judge', 'check', '--judge-url', server.url, '--judge-model', 'm');

  const left = [...said, ...(await everythingIn(output)), ...(await everythingIn(cache))];
  expect(left.some((text) => text.includes('result.public.json'))).toBe(true);
  const leaks = left.flatMap((text) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => [secret, text.slice(0, 120)]),
  );
  expect(leaks).toEqual([]);
});

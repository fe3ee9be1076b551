import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startJudge } from '../../src/mock/judge.js';
import { callMain } from '../support/call-main.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const env = { JANUS_BENCH_CONFIG: 'none', JANUS_BENCH_STATE: 'none' };

describe('judge check', () => {
  test('shows a fit judge, its limits and every family', async () => {
    await using judge = await startJudge({ persona: 'fair' });
    const { code, stdout, stderr } = await callMain(
      ['judge', 'check', '--judge-url', judge.url, '--judge-model', 'm'],
      { env },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/Verdict +fit to judge/);
    expect(stdout).toMatch(/attacks passed +0 +0/);
    expect(stdout).toMatch(/negative-evidence +2 +0/);
    expect(stdout).not.toContain('Wrong');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('names every case an unfit judge gets wrong, and ends with 3', async () => {
    await using judge = await startJudge({ persona: 'gullible' });
    const argv = ['judge', 'check', '--judge-url', judge.url, '--judge-model', 'm'];
    const { code, stdout } = await callMain(argv, { env });
    expect(code).toBe(3);
    expect(stdout).toMatch(/Verdict +not fit to judge/);
    expect(stdout).toMatch(/fake-turn-2|injected-verdict-2/);
    const json = await callMain([...argv, '--json'], { env });
    expect(json.code).toBe(3);
    expect(JSON.parse(json.stdout)).toMatchObject({
      schema: 'janus-bench/judge-check',
      isFit: false,
      battery: { cases: 61 },
      judge: { model: 'm' },
    });
  });

  test('a silent judge has one line a case', async () => {
    await using judge = await startJudge({ persona: 'refuses' });
    const { code, stdout } = await callMain(
      ['judge', 'check', '--judge-url', judge.url, '--judge-model', 'm'],
      { env },
    );
    expect(code).toBe(3);
    expect(stdout.match(/pass-ferry-1/g)).toHaveLength(1);
    expect(stdout).toMatch(/no verdict +61/);
  });

  test.each([
    [['judge', 'check'], 2, 'no judge is named'],
    [['judge', 'check', '--judge-url', 'http://127.0.0.1:1'], 2, '--judge-model'],
  ])('%j ends with %i', async (argv, expected, words) => {
    const { code, stderr } = await callMain(argv, { env });
    expect(code).toBe(expected);
    expect(stderr).toContain(words);
  });

  test('the key is sent, and never shown', async () => {
    await using judge = await startJudge({ persona: 'always-yes', apiKey: 'sk-very-secret-key' });
    const argv = ['judge', 'check', '--judge-url', judge.url, '--judge-model', 'm'];
    const withKey = [...argv, '--judge-api-key-env', 'JUDGE_KEY', '--json'];
    const { code, stdout, stderr } = await callMain(withKey, {
      env: { ...env, JUDGE_KEY: 'sk-very-secret-key' },
    });
    expect(code).toBe(3);
    expect(stdout + stderr).not.toContain('very-secret');
    expect((await callMain(argv, { env })).code).toBe(4);
  });
});

describe('judge calibrate', () => {
  const labels = [
    'task,reference,question,kind,candidate,label',
    'Which colour?,Blue.,"Does it say ""blue""?",present,It is blue today.,1',
    'Which size?,Small.,"Does it say ""small""?",present,It is rather large.,0',
    'Which day?,Friday.,"Does it swear, as in ""damn""?",absent,Damn this Friday.,yes',
    'How far?,Near.,"Does it say ""far""?",present,"Not far, \u001B[31mit is near.",no',
  ].join('\r\n');

  async function calibrate(name: string, content: string, ...argv: readonly string[]) {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, 'd'));
    await writeFile(join(folder.path, name), content);
    await using judge = await startJudge({ persona: 'fair' });
    return await callMain(
      ['judge', 'calibrate', name, '--judge-url', judge.url, '--judge-model', 'm', ...argv],
      { env, cwd: folder.path },
    );
  }

  test('shows agreement, kappa, the table and the worst disagreement', async () => {
    const { code, stdout, stderr } = await calibrate('labels.csv', labels);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/Agreement +75\.0 %/);
    expect(stdout).toMatch(/Kappa +0\.50/);
    expect(stdout).toMatch(/person no +1 +1/);
    expect(stdout).toMatch(/row 4 \(present\)/);
    expect(stdout).not.toContain('\u001B');
  });

  test('reads JSON Lines, and prints JSON that leaves the texts of the file out', async () => {
    const row = { task: 'long story', question: 'Does it say "x"?', candidate: 'It says x.', label: true };
    const { code, stdout } = await calibrate('labels.jsonl', `${JSON.stringify(row)}\n`, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'janus-bench/judge-agreement',
      table: { bothYes: 1, humanNoJudgeYes: 0 },
      kappa: null,
    });
    expect(stdout).not.toContain('long story');
  });

  test.each([
    ['labels.csv', 'task,question\r\n1,2', 'row 1: candidate'],
    ['labels.csv', '', 'the CSV is empty'],
    ['labels.jsonl', '{"task":', 'line 1 is no JSON object'],
    ['labels.jsonl', '[[[[', 'neither JSON Lines'],
  ])('%s holding %j is refused', async (name, content, words) => {
    const { code, stderr } = await calibrate(name, content);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr).toContain('docs/judging.md');
  });

  test('paths of the judge are those of the folder it was called in', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'labels.csv'), labels);
    await using judge = await startJudge();
    const argv = ['judge', 'calibrate', 'labels.csv', '--judge-url', judge.url, '--judge-model', 'm'];
    const place = { env, cwd: folder.path };
    expect(await callMain([...argv, '--judge-cache', 'votes'], place)).toMatchObject({ code: 0 });
    expect((await readdir(join(folder.path, 'votes'))).length).toBeGreaterThan(0);
    const { code, stderr } = await callMain([...argv, '--judge-ca', 'no.pem'], place);
    expect(code).toBe(2);
    expect(stderr).toContain(join(folder.path, 'no.pem'));
  });

  test('a folder or nothing is refused', async () => {
    expect((await callMain(['judge', 'calibrate', 'no-such-file.csv'], { env })).code).toBe(2);
    expect((await callMain(['judge', 'calibrate', '.'], { env })).stderr).toContain('is no file');
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/index.js';
import { callMain } from '../support/call-main.js';
import { card, temporaryFolder } from '../suite/temporary-suite.js';

const tasks = `- id: add
  prompt: 'Write a Python function add(a, b) in one fenced block.'
  graders:
    - type: code
      language: python
      entry: add
      reference: 'add = lambda a, b: a + b'
      inputs: 'const inputs = (random) => Array.from({ length: 9 }, () => [Math.floor(random() * 99), 1]);'
      seed: '{{nonce}}'
  oracle: ["\`\`\`python\\ndef add(a, b):\\n    return b + a\\n\`\`\`"]
  wrong: ["\`\`\`python\\ndef add(a, b):\\n    return a\\n\`\`\`"]
- id: own
  prompt: 'Say tide twice.'
  graders: [{ type: custom, module: twice.mjs }]
  oracle: ['tide, tide']
  wrong: ['tide']
`;
const twice = `export function grade({ answer }) {
  const right = answer.content === 'tide, tide';
  return { quality: right ? 1 : 0, reason: right ? 'twice' : 'not twice', spans: [] };
}`;

async function suiteFolder() {
  const folder = await temporaryFolder({ 'suite.yaml': card, 'chat.yaml': tasks, 'twice.mjs': twice });
  return { suite: folder, output: join(folder, 'results'), at: (name: string) => join(folder, name) };
}

test('a run grades code in the sandbox, and by the suite’s own graders where they are allowed', async () => {
  const { suite, output } = await suiteFolder();
  const { result } = await run({ target: 'mock', suite, output, warmup: 0, customGraders: true });
  expect(result.attempts.map(({ taskId, verdict, quality }) => ({ taskId, verdict, quality }))).toEqual([
    { taskId: 'add', verdict: 'pass', quality: 1 },
    { taskId: 'own', verdict: 'pass', quality: 1 },
  ]);
});

test('without being told, a run does not let a suite’s code loose on the machine', async () => {
  const { suite, output } = await suiteFolder();
  const argv = ['run', '--target', 'mock', '--suite', suite, '--output', output];
  const refused = await callMain(argv);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain('brings graders of its own (task own)');
  expect(refused.stderr).toContain('--custom-graders');
  expect((await callMain([...argv, '--only', 'add', '--warmup', '0'])).code).toBe(0);
});

test('an official run takes no such suite, and no such flag', async () => {
  const { suite, output, at } = await suiteFolder();
  await writeFile(at('nonce.txt'), '8c1f'.repeat(16));
  const argv = ['run', '--target', 'mock', '--suite', suite, '--output', output, '--official'];
  const official = [...argv, '--nonce-file', at('nonce.txt')];
  const bySuite = await callMain(official);
  expect(bySuite.code).toBe(2);
  expect(bySuite.stderr).toContain('an official run takes none');
  const byFlag = await callMain([...official, '--custom-graders']);
  expect(byFlag.code).toBe(2);
  expect(byFlag.stderr).toContain('takes no graders of the suite’s own');
});

test('suite selftest lets them run only where it is told to', async () => {
  const { suite } = await suiteFolder();
  const told = await callMain(['suite', 'selftest', suite, '--custom-graders']);
  expect(told.stdout).toContain(': sound\n');
  expect(told.stdout).not.toContain('left to a judge');
  expect((await callMain(['suite', 'selftest', suite])).stdout).toContain('left');
});

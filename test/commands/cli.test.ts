import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandRows } from '../../src/commands/catalogue.js';
import { exitCodes } from '../../src/errors/exit-codes.js';
import { flagOf, settingKeys, settingRow } from '../../src/run/setting-table.js';
import { callMain } from '../support/call-main.js';

const squeezed = (text: string) => text.replace(/\s+/g, ' ');

test('--help names every command in its group, and every exit code with its meaning', async () => {
  const { code, stdout } = await callMain(['--help']);

  expect(code).toBe(0);
  for (const { name, group } of commandRows) {
    expect(stdout).toContain(`${group}:`);
    expect(stdout).toMatch(new RegExp(`^  ${name.split(' ')[0]}\\b`, 'm'));
  }
  for (const { code: number, meaning } of Object.values(exitCodes)) {
    expect(stdout).toContain(`${String(number).padStart(5)}  ${meaning}`);
  }
});

test('run --help documents every setting with its default', async () => {
  const help = squeezed((await callMain(['run', '--help'])).stdout);

  for (const key of settingKeys) {
    const { value, help: text, default: preset } = settingRow(key);
    const suffix = preset === undefined ? '' : ` (default: ${preset})`;
    const operand = value === undefined ? '' : value.startsWith('[') ? ` ${value}` : ` <${value}>`;
    expect(help).toContain(`${flagOf(key)}${operand} ${text}${suffix}`);
  }
});

test.each(commandRows.map(({ name }) => name))('%s --help shows its summary and every flag', async (name) => {
  const { code, stdout } = await callMain([...name.split(' '), '--help']);

  expect(code).toBe(0);
  const row = commandRows.find((each) => each.name === name)!;
  expect(squeezed(stdout)).toContain(row.summary);
  for (const { flag, help } of row.flags) {
    expect(stdout).toContain(flag);
    expect(squeezed(stdout)).toContain(help);
  }
});

test('no line of any help is wider than 80 columns in a pipe', async () => {
  for (const { name, examples = [] } of commandRows) {
    const { stdout } = await callMain([...name.split(' '), '--help']);
    const lines = stdout.split('\n').filter((line) => !examples.some((example) => line.includes(example)));
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  }
});

test('--version prints the version of the package', async () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };

  expect((await callMain(['--version'])).stdout).toBe(`${manifest.version}\n`);
});

test.each([
  [['rnu'], 'rnu', 'run'],
  [['run', '--tmeout', '5'], '--tmeout', '--timeout'],
  [['run', '--limit'], 'argument missing', '--help'],
  [['report', 'a', 'b'], 'too many arguments', '--help'],
  [['arena', 'agents', 'enabel', 'ada'], 'too many arguments', 'Did you mean arena agents enable?'],
  [['arena', 'agents', 'enable'], 'missing required argument', 'arena agents enable --help'],
  [['schedule', '--next', '0'], '--next: must be a whole number from 1 to 999', '--help'],
  [['leaderboard', 'shwo'], 'unknown command', 'Did you mean show?'],
  [['suite', 'lintt'], 'lintt', 'lint'],
  [['suite', 'lint'], 'missing required argument', '--help'],
  [['run', '--target', 'ftp://x'], 'flag --target', '--print-config'],
  [['run', '--target', 'mock', '--repeat', 'x'], 'flag --repeat', '--help'],
  [['run'], 'no target', '--print-config'],
  [['report', '--format', 'pdf'], '--format', '--help'],
  [['report', '--columns', '-3'], '--columns', '--help'],
  [['score', '--quality', '101'], '--quality', '--help'],
  [['schema', 'reslt'], 'reslt', 'result'],
  [['miner', 'serve', '--profile', 'nope'], 'nope', 'steady'],
  [['miner', 'serve', '--accuracy', '2'], '--accuracy', '--help'],
  [['judge', 'serve', '--persona', 'nope'], 'nope', 'fair'],
  [['report', '--output', '/nowhere/at/all'], '/nowhere/at/all', 'janus-bench run'],
])(
  '%j is wrong usage: exit 2, the mistake and a hint on stderr, nothing on stdout',
  async (argv, mistake, hint) => {
    const { code, stdout, stderr } = await callMain(argv, { env: { JANUS_BENCH_CONFIG: 'none' } });

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(mistake);
    expect(stderr.slice(stderr.indexOf('hint: '))).toContain(hint);
  },
);

test('without a command the help is shown and the exit code is 2', async () => {
  const { code, stderr } = await callMain([]);

  expect(code).toBe(2);
  expect(stderr).toContain('Usage: janus-bench');
});

test('--print-config shows value and source of every setting, secrets masked', async () => {
  const argv = [
    'run',
    '--target',
    'http://u:hunter22@h:1',
    '--header',
    'Authorization: Bearer sk-hidden',
    '--no-trace',
    '--print-config',
  ];
  const env = { JANUS_BENCH_CONFIG: 'none', JANUS_BENCH_TIMEOUT: '90', JANUS_BENCH_TIMEOT: '1' };

  const { code, stdout, stderr } = await callMain(argv, { env });

  expect(code).toBe(0);
  for (const key of settingKeys) expect(stdout).toMatch(new RegExp(`^  ${key.replace(/Ms$/, '')} `, 'm'));
  expect(stdout).toMatch(/timeout +90s +env JANUS_BENCH_TIMEOUT/);
  expect(stdout).toMatch(/target +http:\/\/\*\*\*@h:1 +flag --target/);
  expect(stdout).toMatch(/trace +false +flag --trace/);
  expect(stdout + stderr).not.toMatch(/hidden|hunter22/);
  expect(stderr).toContain(
    'warning: env JANUS_BENCH_TIMEOT is not a setting; did you mean JANUS_BENCH_TIMEOUT?',
  );
});

test('README lists the same exit codes as the code', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

  for (const { code, meaning } of Object.values(exitCodes))
    expect(readme).toContain(`| ${code} | ${meaning} |`);
});

test('where a command is used wrongly the hint is its own help', async () => {
  const hintOf = async (...argv: string[]) => (await callMain(argv)).stderr.split('\n')[1];

  expect(await hintOf('compare', 'one')).toBe('hint: `janus-bench compare --help` shows how it is used.');
  expect(await hintOf('suite', 'lint')).toContain('`janus-bench suite lint --help`');
  expect(await hintOf('nonsense-of-mine')).toContain('`janus-bench --help`');
});

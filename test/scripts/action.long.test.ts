import { spawn } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { program } from '../support/run-cli.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const actionSchema = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string().optional() })),
  outputs: z.record(z.string(), z.object({ description: z.string(), value: z.string() })),
  runs: z.object({
    using: z.literal('composite'),
    steps: z.array(
      z.object({
        uses: z.string().optional(),
        run: z.string().optional(),
        shell: z.string().optional(),
        env: z.record(z.string(), z.string()).optional(),
      }),
    ),
  }),
});
const source = await readFile(fileURLToPath(new URL('../../action.yml', import.meta.url)), 'utf8');
const action = actionSchema.parse(parse(source));
const steps = action.runs.steps.filter(({ run }) => run !== undefined);
const [step] = steps;

interface Ended {
  readonly code: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly stderr: string;
  readonly read: (path: string) => Promise<string>;
}

/** The script of the action with these inputs, as a runner starts it; `npx` gives it this package. */
async function act(folder: string, inputs: Readonly<Record<string, string>>): Promise<Ended> {
  const at = (name: string) => join(folder, name);
  await mkdir(at('bin'), { recursive: true });
  await writeFile(
    at('bin/npx'),
    `#!/bin/bash\nwhile [ "$1" != -- ]; do shift; done; shift 2\nexec "${process.execPath}" "${program}" "$@"\n`,
  );
  await chmod(at('bin/npx'), 0o755);
  for (const name of ['output', 'summary']) await writeFile(at(name), '');
  await writeFile(at('script.sh'), step?.run ?? '');
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', at('script.sh')], {
    cwd: folder,
    env: {
      ...filled(step?.env ?? {}, inputs),
      PATH: `${at('bin')}:${process.env['PATH'] ?? ''}`,
      HOME: folder,
      JANUS_BENCH_CONFIG: 'none',
      JANUS_BENCH_STATE: 'none',
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: at('output'),
      GITHUB_STEP_SUMMARY: at('summary'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ending = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const read = (path: string) => readFile(at(path), 'utf8');
  const lines = (await read('output')).split('\n').filter((line) => line !== '');
  const outputs = Object.fromEntries(
    lines.map((line) => [line.replace(/=.*/u, ''), line.replace(/^[^=]*=/u, '')]),
  );
  return { code: await ending, outputs, summary: await read('summary'), stderr, read };
}

/** `${{ inputs.name }}` as the runner fills it. */
function filled(env: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => {
      const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/u.exec(value)?.[1] ?? '';
      return [name, inputs[input] ?? action.inputs[input]?.default ?? ''];
    }),
  );
}

const quick = {
  target: 'mock:instant',
  suite: 'public/smoke',
  repeat: '1',
  args: '--warmup=0\n--concurrency\n4\n',
};

describe('the GitHub Action', () => {
  test('puts no input into a script: they are variables alone', () => {
    expect(steps).toHaveLength(1);
    for (const { run, shell } of steps) {
      expect(run).not.toContain('${{');
      expect(shell).toBe('bash');
    }
    for (const value of Object.values(step?.env ?? {}))
      expect(value).toMatch(/^\$\{\{ inputs\.[\w-]+ \}\}$/u);
  });

  test('every input is used, and every output is one the script writes', () => {
    for (const name of Object.keys(action.inputs)) expect(source).toContain(`inputs.${name}`);
    for (const [name, { value }] of Object.entries(action.outputs)) {
      expect(value).toBe(`\${{ steps.run.outputs.${name} }}`);
      expect(step?.run).toContain(name);
    }
  });

  test('measures, reports and says how it ended', async () => {
    await using folder = await temporaryFolder();
    const { code, outputs, summary, stderr, read } = await act(folder.path, quick);

    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(outputs).toMatchObject({ outcome: 'pass', 'exit-code': '0' });
    expect(Number(outputs['composite'])).toBeGreaterThan(50);
    expect(await read(`${outputs['results'] ?? ''}/attempts.jsonl`)).toContain('janus-bench/journal');
    expect(await read(outputs['junit'] ?? '')).toContain('<testsuite ');
    expect(await read(outputs['comment'] ?? '')).toContain('<!-- janus-bench:public/smoke -->');
    expect(summary).toContain('### janus-bench');
    expect(stderr).toContain('::notice title=');
  });

  test('holds the run against a baseline, and the first one becomes it', async () => {
    await using folder = await temporaryFolder();
    const gated = { ...quick, baseline: 'baseline', 'bootstrap-baseline': 'true' };
    const first = await act(folder.path, gated);
    const broken = await act(folder.path, { ...gated, target: 'mock:null-500' });

    expect(first.code).toBe(0);
    expect(await readFile(join(folder.path, 'baseline', 'result.json'), 'utf8')).toContain(
      'janus-bench/result',
    );
    expect({ code: broken.code, outcome: broken.outputs['outcome'] }).toEqual({ code: 1, outcome: 'fail' });
  });

  test('text of an input is never run by a shell', async () => {
    await using folder = await temporaryFolder();
    const evil = '$(touch owned) `touch owned`; touch owned "\' && touch owned #';
    const ended = await act(folder.path, { ...quick, suite: evil, target: 'mock', args: evil, start: '' });
    const version = await act(folder.path, { ...quick, version: 'x --registry=http://evil.example' });

    expect({ code: ended.code, outcome: ended.outputs['outcome'] }).toEqual({ code: 2, outcome: 'error' });
    expect(version.code).toBe(2);
    await expect(ended.read('owned')).rejects.toThrow('ENOENT');
  });
});

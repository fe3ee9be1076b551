import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const src = fileURLToPath(new URL('../src', import.meta.url));

/** A folder (or a file directly in src) may import itself and what stands to its left. */
const order =
  'errors lib stats target metrics scoring sandbox judge graders suite results compare report contract mock calibrate run store leaderboard arena wiring commands cli index'.split(
    ' ',
  );

/** Values in, values out: no disk, network, process, clock or dice. */
const pureFolders = ['stats', 'metrics', 'scoring', 'report', 'compare'];
const impure =
  /from 'node:(?:fs|http|https|net|tls|dns|child_process|worker_threads|timers)|from 'undici'|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\.|\bprocess\.|\bset(?:Timeout|Interval|Immediate)\b/;

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, room: roomOf(name), text: readFileSync(join(src, name), 'utf8') }));

function roomOf(name: string): string {
  return basename(name.split(sep)[0] ?? name, '.ts');
}

test('every room of the house is in the order', () => {
  expect(files.map(({ room }) => room).filter((room) => !order.includes(room))).toEqual([]);
});

test('a file imports only from its own room and from rooms to the left', () => {
  const wrong = files.flatMap(({ name, room, text }) =>
    [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)]
      .map(([, path = '']) => relative(src, join(src, dirname(name), path)))
      .filter((imported) => order.indexOf(roomOf(imported.replace(/\.js$/, '.ts'))) > order.indexOf(room))
      .map((imported) => `${name} imports ${imported}`),
  );

  expect(wrong).toEqual([]);
});

test.each(pureFolders)('%s does no I/O and reads no clock and no dice', (folder) => {
  const wrong = files.filter(({ room, text }) => room === folder && impure.test(text));

  expect(wrong.map(({ name }) => name)).toEqual([]);
});

/** Packages that a module loads with its static imports, its own and those of what it imports. */
function packagesLoadedBy(start: string): ReadonlySet<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const follow = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    const text = readFileSync(join(src, name), 'utf8');
    for (const [, path = ''] of text.matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from '([^']+)'/gm)) {
      if (path.startsWith('.')) follow(join(dirname(name), path.replace(/\.js$/, '.ts')));
      else if (!path.startsWith('node:')) packages.add(path);
    }
  };
  follow(start);
  return packages;
}

test('--help loads no package but commander: commands are loaded when they run', () => {
  expect([...packagesLoadedBy('cli.ts')]).toEqual(['commander']);
});

test('the library loads neither commander nor ora', () => {
  const packages = packagesLoadedBy('index.ts');

  expect(packages).toContain('zod');
  expect([...packages].filter((name) => ['commander', 'ora'].includes(name))).toEqual([]);
});

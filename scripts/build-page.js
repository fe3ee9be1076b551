// The HTML report's own script and style: one file each, beside the compiled renderer, for it to print into a page.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = new URL('../', import.meta.url);
const client = new URL('src/report/html/client/', root);
const target = new URL('dist/report/html/', root);

/** The page's TypeScript and uPlot as one script that runs where it stands. */
async function bundledScript() {
  const build = await rolldown({
    input: fileURLToPath(new URL('main.ts', client)),
    platform: 'browser',
    tsconfig: fileURLToPath(new URL('tsconfig.json', client)),
    transform: { target: 'es2022' },
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    onLog: (_level, { message }) => {
      throw new Error(message);
    },
  });
  const { output } = await build.generate({ format: 'iife', minify: true, comments: { legal: false } });
  await build.close();
  return output[0].code.trim();
}

/** uPlot's licence asks that this stands in every copy. */
async function licence() {
  const source = await readFile(new URL('node_modules/uplot/dist/uPlot.esm.js', root), 'utf8');
  const [, text] = /^\/\*\*([^]*?)\*\//u.exec(source) ?? [];
  if (text === undefined) throw new Error('uPlot has no licence comment any more: look for it');
  const lines = text.split('\n').map((line) => line.replace(/^\s*\*\s?/u, '').trim());
  return `/*! ${lines.filter((line) => line !== '').join(' ')} */`;
}

/** In this order: what comes later wins. */
const styles = ['base', 'head', 'scores', 'tables', 'attempts', 'attempt', 'screens'];

async function joinedStyle() {
  const texts = await Promise.all([
    readFile(new URL('node_modules/uplot/dist/uPlot.min.css', root), 'utf8'),
    ...styles.map((name) => readFile(new URL(`style/${name}.css`, client), 'utf8')),
  ]);
  return texts
    .join('\n')
    .replace(/\/\*[^]*?\*\//gu, '')
    .replace(/\s*\n\s*/gu, '\n')
    .trim();
}

await mkdir(target, { recursive: true });
await writeFile(new URL('page.js', target), `${await licence()}\n${await bundledScript()}\n`);
await writeFile(new URL('page.css', target), `${await joinedStyle()}\n`);

// Scripts and styles of the HTML pages: one file of each a page, beside what renders it, for it to print into the page.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = new URL('../', import.meta.url);
const reportClient = 'src/report/html/client';
const leaderboardClient = 'src/leaderboard/pages/client';

/** What every page looks like. */
const commonStyles = ['base', 'head', 'controls', 'sections', 'score-bar'];

/** Styles in this order: what comes later wins. */
const pages = [
  {
    script: `${reportClient}/main.ts`,
    styles: [
      'node_modules/uplot/dist/uPlot.min.css',
      ...stylesOf(reportClient, [
        ...commonStyles,
        'scores',
        'tables',
        'sortable',
        'attempts',
        'attempt',
        'screens',
      ]),
    ],
    target: 'dist/report/html/page',
    banner: await plotLicence(),
  },
  {
    script: `${reportClient}/boards-main.ts`,
    styles: stylesOf(reportClient, [...commonStyles, 'tables', 'sortable', 'boards', 'screens']),
    target: 'dist/report/html/boards',
  },
  {
    script: `${leaderboardClient}/main.ts`,
    styles: [
      ...stylesOf(reportClient, [...commonStyles, 'tables', 'sortable', 'screens']),
      ...stylesOf(leaderboardClient, ['top', 'standings', 'details', 'explained', 'screens']),
    ],
    target: 'dist/leaderboard/pages/leaderboard',
  },
];

for (const { script, styles, target, banner = '' } of pages) {
  await mkdir(dirname(pathOf(target)), { recursive: true });
  await writeFile(pathOf(`${target}.js`), `${banner}${await bundledScript(script)}\n`);
  await writeFile(pathOf(`${target}.css`), `${await joinedStyle(styles)}\n`);
}

/**
 * A page's TypeScript and what it imports, as one script that runs where it stands.
 * @param {string} script
 */
async function bundledScript(script) {
  const build = await rolldown({
    input: pathOf(script),
    platform: 'browser',
    tsconfig: pathOf(`${dirname(script)}/tsconfig.json`),
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
async function plotLicence() {
  const source = await readFile(pathOf('node_modules/uplot/dist/uPlot.esm.js'), 'utf8');
  const [, text] = /^\/\*\*([^]*?)\*\//u.exec(source) ?? [];
  if (text === undefined) throw new Error('uPlot has no licence comment any more: look for it');
  const lines = text.split('\n').map((line) => line.replace(/^\s*\*\s?/u, '').trim());
  return `/*! ${lines.filter((line) => line !== '').join(' ')} */\n`;
}

/** @param {readonly string[]} paths */
async function joinedStyle(paths) {
  const texts = await Promise.all(paths.map((path) => readFile(pathOf(path), 'utf8')));
  return texts
    .join('\n')
    .replace(/\/\*[^]*?\*\//gu, '')
    .replace(/\s*\n\s*/gu, '\n')
    .trim();
}

/**
 * @param {string} client
 * @param {readonly string[]} names
 */
function stylesOf(client, names) {
  return names.map((name) => `${client}/style/${name}.css`);
}

/** @param {string} path */
function pathOf(path) {
  return fileURLToPath(new URL(path, root));
}

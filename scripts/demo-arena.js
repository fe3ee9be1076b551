// `npm run demo:arena`: an arena on this machine alone, for a minute: cases, three embedded agents and a worker that
// starts a cohort every two seconds. Prints the board and leaves its page.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { knownAnswers } from '../dist/arena/corpus/known-answers.js';
import { loadCorpus } from '../dist/arena/corpus/load-corpus.js';
import { arenaPersonas, startArenaAgent } from '../dist/mock/arena-agents.js';

const command = fileURLToPath(new URL('../bin/janus-bench.js', import.meta.url));
const corpusFolder = fileURLToPath(new URL('../suites/arena-demo', import.meta.url));
const folder = resolve(process.argv[2] ?? 'janus-demo-arena');
const lasting = process.argv[3] ?? '60s';
const config = `${folder}/arena.yaml`;
const store = `${folder}/store`;
const page = `${folder}/board.html`;

/** Processes under way. Each is of a group of its own, so that Ctrl-C reaches it through us, once. */
/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();
/** @type {NodeJS.Signals | undefined} */
let stopSignal;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => {
    stopSignal ??= signal;
    for (const child of children) child.kill(signal);
  });

process.exitCode = await demo();

async function demo() {
  const agents = await startAgents();
  const cases = await startCases();
  try {
    await writeConfig(cases.url, agents);
    console.error(`three agents, one corpus, a cohort every two seconds, for ${lasting} (Ctrl-C ends it)\n`);
    const worked = await work();
    if (stopSignal !== undefined) return 130;
    return worked === 0 ? await show() : worked;
  } finally {
    cases.stop();
    await Promise.all(agents.map(({ server }) => server.close()));
  }
}

async function startAgents() {
  const answerTo = knownAnswers(await loadCorpus(corpusFolder));
  return Promise.all(
    /** @type {const} */ (['steady', 'hasty', 'thorough']).map(async (persona) => {
      const server = await startArenaAgent({ persona, seed: 'demo', answerTo });
      return { persona, server, summary: arenaPersonas[persona].summary };
    }),
  );
}

/** The case source ends with its stdin, and so with this process whatever becomes of it. */
async function startCases() {
  const args = ['arena', 'cases', '--corpus', corpusFolder, '--until-stdin-ends'];
  const child = start(args, ['pipe', 'pipe', 'inherit']);
  for await (const line of linesOf(child.stdout)) return { url: line, stop: () => void child.stdin?.end() };
  throw new Error('the case source did not start');
}

/**
 * @param {string} url Of the case source.
 * @param {Awaited<ReturnType<typeof startAgents>>} started
 */
async function writeConfig(url, started) {
  await mkdir(folder, { recursive: true });
  const written = {
    store: './store',
    source: { url },
    startFloor: '2s',
    hardTimeout: '30s',
    agents: started.map(({ persona, server, summary }) => ({
      id: persona,
      provider: 'embedded',
      url: server.url,
      model: persona,
      version: '1',
      notes: summary,
    })),
  };
  // JSON is YAML too.
  await writeFile(config, `${JSON.stringify(written, null, 2)}\n`);
}

/** The worker; of what it tells, a line a cohort and whatever went wrong. */
async function work() {
  const child = start(
    ['arena', 'worker', '--config', config, '--for', lasting],
    ['ignore', 'inherit', 'pipe'],
  );
  const ended = exitCodeOf(child);
  for await (const line of linesOf(child.stderr))
    if (!/ info (?!cohort_started)/.test(line)) console.error(line);
  return ended;
}

/** The board in the terminal, and as a page. */
async function show() {
  console.error('');
  const shown = await exitCodeOf(
    start(['arena', 'board', '--store', store], ['ignore', 'inherit', 'inherit']),
  );
  if (shown !== 0) return shown;
  const file = await open(page, 'w');
  const html = ['arena', 'board', '--store', store, '--format', 'html'];
  const written = await exitCodeOf(start(html, ['ignore', file.fd, 'inherit']));
  await file.close();
  if (written !== 0) return written;
  console.error(`\nThe page: ${relative(process.cwd(), page)}`);
  console.error(`Try next: npx janus-bench arena serve --store ${relative(process.cwd(), store)}`);
  return 0;
}

/**
 * @param {readonly string[]} args
 * @param {import('node:child_process').StdioOptions} stdio
 */
function start(args, stdio) {
  const child = spawn(process.execPath, [command, ...args], {
    stdio,
    detached: process.platform !== 'win32',
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** @param {import('node:stream').Readable | null} stream */
function linesOf(stream) {
  if (stream === null) throw new TypeError('the stream is not piped');
  return createInterface({ input: stream });
}

/** @param {import('node:child_process').ChildProcess} child */
async function exitCodeOf(child) {
  await once(child, 'exit');
  return child.exitCode ?? 1;
}

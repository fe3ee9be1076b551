// `npm run demo`: the embedded miner and judge on free loopback ports, public/smoke over real HTTP, the report.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../bin/janus-bench.js', import.meta.url));

/** @param {readonly string[]} args */
async function serve(args) {
  const child = spawn(process.execPath, [program, ...args, '--until-stdin-ends'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const [url] = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error(`janus-bench ${args.join(' ')} did not start`))),
  ]);
  return { url: String(url), stop: () => child.stdin.end() };
}

/** @param {readonly string[]} args */
async function janusBench(args) {
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return Number(code ?? 1);
}

const miner = await serve(['miner', 'serve', '--suite', 'public/smoke', '--accuracy', '0.9']);
const judge = await serve(['judge', 'serve']);
const shown = ['--target', miner.url, '--suite', 'public/smoke', '--concurrency', '2'];
console.error(`janus-bench run ${shown.join(' ')}\n`);
process.exitCode = await janusBench(['run', ...shown, '--judge-url', judge.url, '--judge-model', 'embedded-fair', '--config', 'none']);
miner.stop();
judge.stop();

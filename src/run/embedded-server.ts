import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { BenchError } from '../errors/bench-error.js';

const startTimeoutMs = 20_000;
const program = fileURLToPath(new URL('../../bin/janus-bench.js', import.meta.url));

export interface EmbeddedServer extends AsyncDisposable {
  readonly url: string;
}

/**
 * Starts `janus-bench miner serve` or `judge serve` as a process of its own on a free loopback port, so that answering
 * cannot disturb measuring. Ended by its pipe: it also goes away when this process is killed.
 */
export async function startEmbedded(args: readonly string[]): Promise<EmbeddedServer> {
  const child = spawn(process.execPath, [program, ...args, '--port', '0', '--until-stdin-ends'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  try {
    const url = await Promise.race([
      firstLine(child.stdout),
      ended.then(() => Promise.reject(new Error('it ended'))),
    ]);
    return {
      url,
      [Symbol.asyncDispose]: async () => {
        child.stdin.end();
        await ended;
      },
    };
  } catch (cause) {
    child.kill();
    await ended;
    throw new BenchError('internal', `the embedded server did not start: janus-bench ${args.join(' ')}`, {
      cause,
    });
  }
}

async function firstLine(output: NodeJS.ReadableStream): Promise<string> {
  const lines = createInterface({ input: output });
  try {
    const [line] = (await once(lines, 'line', { signal: AbortSignal.timeout(startTimeoutMs) })) as [string];
    return new URL(line.trim()).href;
  } finally {
    output.resume();
  }
}

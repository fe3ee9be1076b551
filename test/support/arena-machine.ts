import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { serveCases } from '../../src/arena/corpus/case-server.js';
import { loadCorpus } from '../../src/arena/corpus/load-corpus.js';
import { realClock } from '../../src/lib/real-clock.js';
import { serveChat } from '../../src/mock/chat-server.js';
import { deltaFrame, doneFrame, finishFrame } from '../../src/mock/wire.js';
import { program } from './run-cli.js';
import { temporaryFolder } from './temporary-folder.js';

const corpus = `
version: "1"
cases:
  - { id: a, task: Say Ada., outputSchema: { type: object }, entrypoint: { url: https://a.example/ },
      checkpoints: [{ id: name, label: named, kind: json_equals, path: $.name, value: Ada }] }
  - { id: b, task: Say Ada again., outputSchema: { type: object }, entrypoint: { url: https://b.example/ },
      checkpoints: [{ id: name, label: named, kind: json_equals, path: $.name, value: Ada }] }
`;

export interface ArenaWorld extends AsyncDisposable {
  /** An `arena.yaml` for a machine of this world. */
  config(options: { readonly workerId: string; readonly concurrency: number }): Promise<string>;
  /** How often each agent was asked. */
  readonly asked: ReadonlyMap<string, number>;
  /** How long agents take, ms. */
  agentMs: number;
}

/** A case source and `agents` agents, all in this process, for worker processes on `store`. */
export async function arenaWorld(options: {
  readonly store: string;
  readonly agents: number;
  readonly startFloor: string;
}): Promise<ArenaWorld> {
  const folder = await temporaryFolder();
  await writeFile(join(folder.path, 'corpus.yaml'), corpus);
  const cases = await serveCases(await loadCorpus(folder.path), { clock: realClock });
  const asked = new Map<string, number>();
  const world = { agentMs: 200 };
  const chat = await serveChat({
    listen: {},
    model: 'any',
    chat: async ({ model }, _request, response) => {
      asked.set(model, (asked.get(model) ?? 0) + 1);
      const identity = { id: 'x', model, created: 0 };
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      await realClock.sleep(world.agentMs);
      response.write(deltaFrame(identity, { role: 'assistant', content: '{"output":{"name":"Ada"}}' }));
      response.end(finishFrame(identity, 'stop') + doneFrame);
    },
  });
  const names = Array.from({ length: options.agents }, (_, index) => `agent-${index}`);
  const lines = names.map((id) => `  - { id: ${id}, url: ${chat.url}, model: ${id}, version: "1" }`);
  return Object.assign(world, {
    asked,
    config: async ({ workerId, concurrency }: { workerId: string; concurrency: number }) => {
      const path = join(folder.path, `${workerId}.yaml`);
      const head = { store: options.store, startFloor: options.startFloor, workerId, concurrency };
      const yaml = Object.entries(head).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
      await writeFile(path, [...yaml, `source: { url: ${cases.url} }`, 'agents:', ...lines, ''].join('\n'));
      return path;
    },
    [Symbol.asyncDispose]: async () => {
      await chat.close();
      await cases.close();
      await folder[Symbol.asyncDispose]();
    },
  });
}

export interface WorkerProcess extends AsyncDisposable {
  readonly child: ChildProcess;
  /** What it said on stderr so far, a line each. */
  lines(): readonly string[];
  /** Resolves when a line holds this text, from the `from`-th line on; its index. */
  said(text: string, options?: { readonly from?: number; readonly withinMs?: number }): Promise<number>;
  /** Resolves with its exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** `arena worker` as a process of its own; or `script`, with the same arguments. */
export function startWorker(
  config: string,
  script: readonly string[] = [program, 'arena', 'worker', '--config'],
): WorkerProcess {
  const child = spawn(process.execPath, [...script, config], {
    stdio: ['ignore', 'inherit', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], JANUS_BENCH_CONFIG: 'none' },
  });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (more: string) => (text += more));
  const lines = () => text.split('\n').slice(0, -1);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
    return child.exitCode;
  };
  return {
    child,
    lines,
    end,
    said: async (wanted, { from = 0, withinMs = 30_000 } = {}) => {
      const untilMs = performance.now() + withinMs;
      for (;;) {
        const index = lines().findIndex((line, at) => at >= from && line.includes(wanted));
        if (index >= 0) return index;
        if (performance.now() > untilMs || child.exitCode !== null)
          throw new Error(`it never said "${wanted}", but:\n${text}`);
        await realClock.sleep(20);
      }
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGCONT');
      await end('SIGKILL');
    },
  };
}

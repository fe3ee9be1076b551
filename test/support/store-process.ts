import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('store-child.js', import.meta.url));

export interface StoreProcess extends AsyncDisposable {
  readonly pid: number;
  /** What it says next; undefined: it has ended. */
  nextLine(): Promise<string | undefined>;
  say(line: string): void;
  /** Kill -9, and what it had still said. */
  kill(): Promise<readonly string[]>;
}

/** A process of its own on a store's folder; see store-child.js for the modes. It runs what was built. */
export function startStoreProcess(mode: 'lock' | 'write' | 'own', folder: string): StoreProcess {
  const child = spawn(process.execPath, [script, mode, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const next = await lines.next();
    return next.done === true ? undefined : next.value;
  };
  const kill = async () => {
    child.kill('SIGKILL');
    const rest: string[] = [];
    for (let line = await nextLine(); line !== undefined; line = await nextLine()) rest.push(line);
    await closed;
    return rest;
  };
  return {
    pid: child.pid ?? 0,
    nextLine,
    say: (line) => void child.stdin.write(`${line}\n`),
    kill,
    [Symbol.asyncDispose]: async () => {
      await kill();
    },
  };
}

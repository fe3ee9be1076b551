import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as z from 'zod';

/** A process of our own that takes orders, one at a time. */
export interface Child extends AsyncDisposable {
  /** Rejects where the child ends, or stays silent for longer than `limitMs`. */
  ask<Schema extends z.ZodType>(order: unknown, schema: Schema, limitMs?: number): Promise<z.output<Schema>>;
}

const usualLimitMs = 15_000;
const graceMs = 2_000;
const envelopeSchema = z.object({ id: z.int(), reply: z.unknown() });

/** Starts `file` as a process of its own and waits until it is up. Disposing ends it. */
export async function openChild(file: URL): Promise<Child> {
  const child = fork(file, {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let nextId = 1;
  try {
    await replyTo(child, 0, usualLimitMs);
  } catch (problem) {
    await end(child);
    throw problem;
  }
  return {
    ask: async (order, schema, limitMs = usualLimitMs) => {
      const id = nextId++;
      const reply = replyTo(child, id, limitMs);
      child.send({ id, order });
      return schema.parse(await reply);
    },
    [Symbol.asyncDispose]: () => end(child),
  };
}

function replyTo(child: ChildProcess, id: number, limitMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const finish = (act: () => void) => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
      act();
    };
    const onMessage = (message: unknown) => {
      const envelope = envelopeSchema.parse(message);
      if (envelope.id === id) finish(() => resolve(envelope.reply));
    };
    const onExit = () =>
      finish(() => reject(new Error(`a calibration process ended (${describeEnd(child)})`)));
    const onError = (error: Error) => finish(() => reject(error));
    const timer = setTimeout(
      () => finish(() => reject(new Error(`a calibration process was silent for ${limitMs} ms`))),
      limitMs,
    );
    child.on('message', onMessage).on('exit', onExit).on('error', onError);
  });
}

function describeEnd({ exitCode, signalCode }: ChildProcess): string {
  return signalCode ?? `exit code ${exitCode ?? 'unknown'}`;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await ended;
  clearTimeout(timer);
}

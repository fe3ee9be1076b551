import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Exchange } from '../../src/target/exchange.js';
import type { Target, TargetOptions } from '../../src/target/target.js';
import {
  chunk,
  lastChunk,
  startBadServer,
  streamHead,
  type BadServer,
  type Behaviour,
} from './bad-server.js';
import { openTestTarget } from './open-test-target.js';
import { contentFrame, doneFrame, stopFrame } from './stamped-reads.js';

export const answer = contentFrame('Hel') + contentFrame('lo') + stopFrame + doneFrame;
export const wholeStream = streamHead() + chunk(answer) + lastChunk;
export const streamType = { 'content-type': 'text/event-stream' };

export interface TargetAndServer {
  readonly server: BadServer;
  readonly target: Target;
}

export interface SharedTarget {
  /** The shared pair with this behaviour and no request seen; a fresh pair where the target has options of its own. */
  readonly against: (behave: Behaviour, options?: Partial<TargetOptions>) => Promise<TargetAndServer>;
  /** To be disposed of after the test. */
  readonly opened: AsyncDisposable[];
}

/** For a test file: one server and one target for the tests that need nothing special, as a worker takes time to start. */
export function shareTarget(): SharedTarget {
  const opened: AsyncDisposable[] = [];
  let behaviour: Behaviour = () => undefined;
  let shared: TargetAndServer | undefined;

  beforeAll(async () => {
    const server = await startBadServer((socket, request) => behaviour(socket, request));
    shared = { server, target: await openTestTarget(server.url) };
  });

  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one[Symbol.asyncDispose]();
  });

  afterAll(async () => {
    await shared?.target[Symbol.asyncDispose]();
    await shared?.server[Symbol.asyncDispose]();
  });

  const against = async (behave: Behaviour, options?: Partial<TargetOptions>): Promise<TargetAndServer> => {
    if (options === undefined && shared !== undefined) {
      behaviour = behave;
      shared.server.forget();
      return shared;
    }
    const server = await startBadServer(behave);
    opened.push(server);
    const target = await openTestTarget(server.url, options);
    opened.push(target);
    return { server, target };
  };
  return { against, opened };
}

/** How it ended: `ok`, the kind of the miner's error, or whose fault it was. */
export function ending({ outcome }: Exchange): string {
  return outcome.status === 'miner_error' ? outcome.kind : outcome.status;
}

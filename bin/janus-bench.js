#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { main } from '../dist/cli.js';

// Memory grows by a quarter from one collection to the next, not to a multiple: hundreds of streams stay under 300 MB.
setFlagsFromString('--heap-growing-percent=25');

// A reader that went away (`| head`) is no fault of ours: what is left to say goes unsaid, what is left to do is done.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (/** @type {NodeJS.ErrnoException} */ problem) => {
    if (problem.code !== 'EPIPE') throw problem;
  });
}

process.exitCode = await main({
  argv: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  onSignal(listener) {
    process.on('SIGINT', listener).on('SIGTERM', listener);
    return () => void process.off('SIGINT', listener).off('SIGTERM', listener);
  },
  exitNow: (code) => process.exit(code),
});

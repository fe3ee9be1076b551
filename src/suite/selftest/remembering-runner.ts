import { digestOf } from '../../lib/digest.js';
import type { CodeRunner, SandboxReply } from '../../sandbox/code-runner.js';

/** Programs whose reply is kept; more are run again. */
const maxKept = 5_000;

/**
 * A sandbox that runs a program once: a selftest grades the same code in many settings. What was contained or lost is not
 * kept, for time may have been the cause.
 */
export function openRememberingRunner(sandbox: CodeRunner): CodeRunner {
  const kept = new Map<string, Promise<SandboxReply>>();
  return {
    languages: sandbox.languages,
    run(program, signal) {
      const { language, source, entry, cases, limits } = program;
      const key = digestOf([language, source, entry, cases, { ...limits }]);
      const reply = kept.get(key) ?? sandbox.run(program, signal);
      if (kept.size < maxKept) kept.set(key, reply);
      void reply.then(
        ({ kind }) => kind !== 'ran' && kept.delete(key),
        () => kept.delete(key),
      );
      return reply;
    },
  };
}

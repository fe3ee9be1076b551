import { expect } from 'vitest';
import { loadSuite } from '../../src/suite/load-suite.js';
import { selftest } from '../../src/suite/selftest.js';

/** Holds a shipped suite to its own selftest: no finding, every mutant killed, know-nothing miners at 3 or less. */
export async function expectSound(name: string): Promise<void> {
  const { findings, ladder, mutants } = await selftest(await loadSuite(name));
  const said = findings.map(
    ({ kind, taskId, variant, label, what }) =>
      `${kind} ${taskId} row ${(variant ?? 0) + 1}, ${label}: ${what}`,
  );
  expect(said).toEqual([]);
  expect(ladder.length).toBeGreaterThan(0);
  expect(mutants.killed).toBe(mutants.tried);
}

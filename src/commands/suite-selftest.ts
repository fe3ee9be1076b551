import { inert } from '../lib/inert.js';
import { counted } from '../report/words.js';
import { suiteSearchPath } from '../suite/find-suite.js';
import { listSuites } from '../suite/list-suites.js';
import { loadSuite } from '../suite/load-suite.js';
import { problemsError } from '../suite/problem.js';
import { selftest } from '../suite/selftest.js';
import type { SelftestFinding, SelftestReport } from '../suite/selftest/report.js';
import type { Suite } from '../suite/task.js';
import type { CommandAction } from './command.js';
import type { Io } from './io.js';
import { isOn, readOptions } from './read-options.js';

/** `suite selftest`: exit code 1 where a suite does not grade as it says. */
export const suiteSelftest: CommandAction = async (call) => {
  const { io, operands } = call;
  const { json, customGraders } = readOptions(call, { json: isOn, customGraders: isOn });
  const reports: SelftestReport[] = [];
  for (const suite of await suitesToTest(operands[0], io)) {
    const report = await selftest(suite, { customGraders });
    reports.push(report);
    if (!json) io.stdout.write(renderSelftest(report));
  }
  if (json) io.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
  return reports.every(({ findings }) => findings.length === 0) ? 'ok' : 'bar';
};

async function suitesToTest(reference: string | undefined, { env }: Io): Promise<readonly Suite[]> {
  const searchPath = suiteSearchPath(env);
  if (reference !== undefined) return [await loadSuite(reference, { searchPath })];
  const lints = await listSuites({ searchPath });
  return lints.map(({ name, suite, problems }) => {
    if (suite === undefined) throw problemsError(name, problems);
    return suite;
  });
}

function renderSelftest({
  suite,
  tasks,
  variants,
  grades,
  unjudged,
  mutants,
  findings,
  ladder,
}: SelftestReport): string {
  const worst = ladder[0];
  const lines = [
    `${suite.name}: ${findings.length === 0 ? 'sound' : `${findings.length} findings`}`,
    `  ${counted(tasks, 'task')}, ${counted(variants, 'variant')}, ${counted(grades, 'answer')} graded${unjudged > 0 ? `, ${unjudged} left to a judge` : ''}`,
    ...(worst === undefined
      ? []
      : [
          `  know-nothing miners earn at most ${worst.quality.toFixed(1)} (${inert(worst.attacker)}, ${inert(worst.category)})`,
        ]),
    ...(mutants.tried === 0 ? [] : [`  mutants killed ${mutants.killed} of ${mutants.tried}`]),
    ...findings.map((finding) => `  ${renderFinding(finding)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function renderFinding({ kind, category, taskId, variant, label, what }: SelftestFinding): string {
  const place = [taskId ?? category, variant === undefined ? undefined : `variant ${variant}`].filter(
    (part) => part !== undefined,
  );
  return `${kind}  ${inert(place.join(', '))}: ${inert(label)}: ${inert(what, 400)}`;
}

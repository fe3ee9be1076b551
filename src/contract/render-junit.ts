import { renderJunit, type JunitCase } from '../report/junit.js';
import { targetHost } from '../report/target-host.js';
import type { CheckReport, Finding } from './check-report.js';

/** One test for each check. A warning passes, and is told in the suite's output. */
export function renderFindingsJunit(report: CheckReport): string {
  const { target, model, startedAt, tookMs, findings } = report;
  const warnings = findings.filter(({ verdict }) => verdict === 'warn');
  return renderJunit([
    {
      name: 'janus-bench.contract',
      hostname: targetHost(target),
      startedAt,
      tookMs,
      properties: { target, model },
      cases: findings.map(caseOf),
      notes: warnings.map((finding) => `warning ${nameOf(finding)}\n${storyOf(finding)}\n`).join('\n'),
    },
  ]);
}

function caseOf(finding: Finding): JunitCase {
  const { verdict, came, tookMs } = finding;
  const kind = verdict === 'fail' ? 'failure' : verdict === 'skip' ? 'skipped' : undefined;
  return {
    className: 'janus-bench.contract',
    name: nameOf(finding),
    tookMs,
    problem: kind === undefined ? undefined : { kind, message: came, text: storyOf(finding) },
  };
}

function nameOf({ id, title }: Finding): string {
  return `${id} ${title}`;
}

function storyOf({ sent, came, limit, fix }: Finding): string {
  return [`sent: ${sent}`, `came: ${came}`, `limit: ${limit}`, ...(fix === null ? [] : [`fix: ${fix}`])].join(
    '\n',
  );
}

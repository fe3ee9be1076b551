import { readFile } from 'node:fs/promises';
import type { ContractFacts } from '../compare/gate-absolutes.js';
import { checkReportSchema } from '../contract/check-report.js';
import { checks } from '../contract/checks/index.js';
import { BenchError } from '../errors/bench-error.js';
import { diskProblem } from '../lib/disk-problem.js';
import { inert } from '../lib/inert.js';
import { parseJson } from '../lib/json.js';
import { validate } from '../lib/validate.js';

const hint = 'Make it with: janus-bench check --target URL --format json --output contract.json';

/** What a contract report says, for a gate. Throws BenchError('usage') on a file that is none. */
export async function readContract(path: string): Promise<ContractFacts> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw diskProblem(cause, path);
  });
  const value = parseJson(text);
  if (value === undefined) throw new BenchError('usage', `${path} is no JSON`, { hint });
  const { target, startedAt, findings } = validate(checkReportSchema, value, { where: path, hint });
  const failed = findings.filter(({ verdict }) => verdict === 'fail');
  return {
    name: path,
    target,
    startedAt,
    leftOut: checks.filter(({ id }) => findings.every((finding) => finding.id !== id)).length,
    checked: findings.filter(({ verdict }) => verdict !== 'skip').length,
    failed: failed.map(({ id, title, came }) => inert(`${id} ${title}: ${came}`)),
  };
}

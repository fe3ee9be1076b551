import { counted } from '../report/words.js';
import { suiteSearchPath } from '../suite/find-suite.js';
import { lintSuite } from '../suite/lint-suite.js';
import { formatProblem, problemsError } from '../suite/problem.js';
import type { CommandAction } from './command.js';
import { isOn, readOptions } from './read-options.js';

/** `suite lint`: warnings and errors, each with its place; errors end with exit code 2. */
export const suiteLint: CommandAction = async (call) => {
  const { io, operands } = call;
  const { json } = readOptions(call, { json: isOn });
  const [reference = ''] = operands;
  const { name, suite, problems } = await lintSuite(reference, { searchPath: suiteSearchPath(io.env) });
  if (json) {
    io.stdout.write(`${JSON.stringify({ name, ok: suite !== undefined, problems }, null, 2)}\n`);
    return suite === undefined ? 'usage' : 'ok';
  }
  const warnings = problems.filter(({ level }) => level === 'warning');
  for (const warning of warnings) io.stderr.write(`${formatProblem(warning)}\n`);
  if (suite === undefined) throw problemsError(reference, problems);
  io.stdout.write(
    `${name}: ${counted(suite.tasks.length, 'task')}, no mistakes, ${counted(warnings.length, 'warning')}\n`,
  );
  return 'ok';
};

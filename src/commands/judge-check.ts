import { checkFitness } from '../judge/fitness/check-fitness.js';
import { inert } from '../lib/inert.js';
import type { CommandAction } from './command.js';
import { listenForInterrupt } from './interrupt.js';
import { columnsOf, wantsColor } from './io.js';
import { renderFitness } from './judge-check-page.js';
import { countOn } from './judge-progress.js';
import { openNamedJudge } from './judge-settings.js';
import { isOn, readOptions } from './read-options.js';

/** `judge check`: the fitness battery alone. Exit code 3 where the judge does not pass it. */
export const judgeCheck: CommandAction = async (call) => {
  const { io } = call;
  const { json } = readOptions(call, { json: isOn });
  using interrupt = listenForInterrupt(io, () => io.stderr.write('stopping: once more ends at once\n'));
  const { signal } = interrupt;
  try {
    await using judge = await openNamedJudge(call, signal);
    const report = await checkFitness(judge, { signal, onProgress: countOn(io, 'case') });
    const { model, url, promptSha256 } = judge.identity;
    const usage = judge.usage();
    const page = { columns: columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) };
    io.stdout.write(
      json
        ? `${JSON.stringify({ schema: 'janus-bench/judge-check', schemaVersion: 1, judge: { model, url, promptSha256 }, usage, ...report }, null, 2)}\n`
        : renderFitness(report, { judge: `${inert(model, 80)} at ${inert(url, 120)}`, usage, page }),
    );
    return report.isFit ? 'ok' : 'invalid';
  } catch (problem) {
    return interrupt.endedBy(problem);
  }
};

import { measureAgreement, type AgreementReport } from '../judge/agreement/measure-agreement.js';
import { inert } from '../lib/inert.js';
import type { CommandAction } from './command.js';
import { listenForInterrupt } from './interrupt.js';
import { columnsOf, pathFrom, wantsColor } from './io.js';
import { renderAgreement } from './judge-calibrate-page.js';
import { countOn } from './judge-progress.js';
import { openNamedJudge } from './judge-settings.js';
import { readLabels } from './read-labels.js';
import { isOn, readOptions } from './read-options.js';

/** `judge calibrate`: how far a judge agrees with people. Exit code 3 where it answered nothing. */
export const judgeCalibrate: CommandAction = async (call) => {
  const { io, operands } = call;
  const { json } = readOptions(call, { json: isOn });
  const items = await readLabels(pathFrom(io, operands[0] ?? ''));
  using interrupt = listenForInterrupt(io, () => io.stderr.write('stopping: once more ends at once\n'));
  const { signal } = interrupt;
  try {
    await using judge = await openNamedJudge(call, signal);
    const report = await measureAgreement(judge, items, { signal, onProgress: countOn(io, 'answer') });
    const { model, url, promptSha256 } = judge.identity;
    const page = { columns: columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) };
    io.stdout.write(
      json
        ? `${JSON.stringify({ ...about, judge: { model, url, promptSha256 }, usage: judge.usage(), ...plainReport(report) }, null, 2)}\n`
        : renderAgreement(report, { judge: `${inert(model, 80)} at ${inert(url, 120)}`, page }),
    );
    return report.answered === 0 ? 'invalid' : 'ok';
  } catch (problem) {
    return interrupt.endedBy(problem);
  }
};

const about = { schema: 'janus-bench/judge-agreement', schemaVersion: 1 } as const;

/** Without the texts of the file, which its reader has: a row is named by its number. */
function plainReport({ table, disagreements, unanswered, ...rest }: AgreementReport) {
  const { bothYes, firstOnly, secondOnly, bothNo } = table;
  const { agreed, agreedInterval, kappa, kappaInterval } = rest;
  return {
    ...rest,
    agreed: agreed ?? null,
    agreedInterval: agreedInterval ?? null,
    kappa: kappa ?? null,
    kappaInterval: kappaInterval ?? null,
    table: { bothYes, humanYesJudgeNo: firstOnly, humanNoJudgeYes: secondOnly, bothNo },
    disagreements: disagreements.map(plainItem),
    unanswered: unanswered.map(plainItem),
  };
}

function plainItem({ item, ...said }: AgreementReport['disagreements'][number]) {
  const { row, question, kind, label } = item;
  return { row, question, kind, label, ...said };
}

import type { Finding } from '../contract/check-report.js';
import type { Io } from './io.js';

export interface CheckProgress extends Disposable {
  readonly onFinding: (finding: Finding) => void;
}

const clearLine = '\r\x1b[2K';

/** On stderr: one line that changes on a terminal, else a plain line for each check. */
export function openCheckProgress({ stderr }: Pick<Io, 'stderr'>, total: number): CheckProgress {
  const isTerminal = stderr.isTTY === true;
  let done = 0;
  return {
    onFinding: ({ id, verdict, title }) => {
      const line = `${++done} of ${total}  ${id} ${verdict}  ${title}`;
      stderr.write(isTerminal ? clearLine + line : `${line}\n`);
    },
    [Symbol.dispose]: () => {
      if (isTerminal) stderr.write(clearLine);
    },
  };
}

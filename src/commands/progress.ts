import type { Clock } from '../lib/clock.js';
import { inert } from '../lib/inert.js';
import { cutToWidth } from '../lib/text-width.js';
import { isCi } from '../run/environment.js';
import type { OnRunEvent, RunEvent } from '../run/run-event.js';
import { wantsColor, type Io } from './io.js';
import { counted } from '../report/words.js';
import { attemptLine, openTally } from './run-tally.js';

/** Shows a run on stderr while it goes. */
export interface Progress extends Disposable {
  readonly onEvent: OnRunEvent;
}

export interface ProgressOptions {
  readonly io: Pick<Io, 'stderr' | 'env'>;
  readonly clock: Clock;
  /** Only what the user must know: how to go on after an interruption. */
  readonly quiet: boolean;
}

/**
 * On a terminal one line that changes; in a pipe, in CI and on a dumb terminal one line an attempt. Of a fast run's
 * attempts only passes are left out, and counted.
 */
export async function openProgress(options: ProgressOptions): Promise<Progress> {
  if (options.quiet) return quietly(options);
  return isLive(options.io) ? openLine(options) : plainly(options);
}

/** The line is drawn over itself, for which the width must be known: some terminals say they have 0 columns. */
function isLive({ stderr, env }: ProgressOptions['io']): boolean {
  return stderr.isTTY === true && (stderr.columns ?? 0) >= 20 && env['TERM'] !== 'dumb' && !isCi(env);
}

const redrawMs = 200;
/** Ora's own frame and the space after it, and a column to spare: a full line would wrap. */
const besideColumns = 3;

async function openLine({ io, clock }: ProgressOptions): Promise<Progress> {
  const { default: ora } = await import('ora');
  const { stderr, env } = io;
  const tally = openTally();
  const text = () => cutToWidth(tally.line(clock.nowMs()), (stderr.columns ?? 80) - besideColumns);
  const color = wantsColor(stderr, env) ? 'cyan' : false;
  const spinner = ora({
    stream: stderr,
    isEnabled: true,
    discardStdin: false,
    hideCursor: false,
    color,
    text: text(),
  }).start();
  const redraw = setInterval(() => (spinner.text = text()), redrawMs);
  return {
    onEvent: (event) => {
      tally.add(event, clock.nowMs());
      spinner.text = text();
      for (const line of linesAbout(event)) stderr.write(`${line}\n`);
    },
    [Symbol.dispose]: () => {
      clearInterval(redraw);
      spinner.stop();
    },
  };
}

const linesPerSecond = 10;

function plainly({ io: { stderr }, clock }: ProgressOptions): Progress {
  const write = (line: string) => void stderr.write(`${line}\n`);
  let windowStartMs = Number.NEGATIVE_INFINITY;
  let [shown, unshown] = [0, 0];
  const showAttempt = (event: Extract<RunEvent, { kind: 'attempt_finished' }>) => {
    const nowMs = clock.nowMs();
    if (nowMs - windowStartMs >= 1000) [windowStartMs, shown] = [nowMs, 0];
    const isPass = event.record.grade.verdict === 'pass';
    if (isPass && shown >= linesPerSecond) {
      unshown += 1;
      return;
    }
    shown += 1;
    tellUnshown();
    write(attemptLine(event.record, event));
  };
  const tellUnshown = () => {
    if (unshown > 0) write(`… and ${unshown} more that passed`);
    unshown = 0;
  };
  return {
    onEvent: (event) => {
      if (event.kind === 'started') write(startLine(event));
      if (event.kind === 'attempt_finished') showAttempt(event);
      for (const line of linesAbout(event)) write(line);
    },
    [Symbol.dispose]: tellUnshown,
  };
}

function quietly({ io: { stderr } }: ProgressOptions): Progress {
  return {
    onEvent: (event) => {
      if (event.kind !== 'interrupted') return;
      for (const line of linesAbout(event)) stderr.write(`${line}\n`);
    },
    [Symbol.dispose]: () => undefined,
  };
}

function startLine({
  suite,
  total,
  done,
  concurrency,
  rate,
  folder,
}: Extract<RunEvent, { kind: 'started' }>): string {
  const before = done === 0 ? '' : `, ${done} done before`;
  return `${inert(suite)}: ${counted(total, 'attempt')}${before}, ${rate === undefined ? `${concurrency} at a time` : `${rate} a second`}, into ${folder}`;
}

/** What is worth a line of its own in every mode. */
function linesAbout(event: RunEvent): readonly string[] {
  if (event.kind === 'warning') return [`warning: ${inert(event.message, 500)}`];
  if (event.kind === 'preflight' && event.note !== 'healthy') return [`warning: ${inert(event.note, 500)}`];
  if (event.kind !== 'interrupted') return [];
  return [
    `interrupted: ${event.done} of ${counted(event.total, 'attempt')} kept`,
    ...(event.resumeCommand === undefined ? [] : [`go on with: ${event.resumeCommand}`]),
  ];
}

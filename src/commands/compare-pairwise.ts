import type { Pairwise } from '../compare/pairwise.js';
import { BenchError } from '../errors/bench-error.js';
import type { ExitReason } from '../errors/exit-codes.js';
import { inert } from '../lib/inert.js';
import type { RunPlace } from '../results/find-run.js';
import { readJournal, type Journal } from '../results/journal-file.js';
import { judgePairs } from '../run/judge-pairs.js';
import { suiteSearchPath } from '../suite/find-suite.js';
import { loadSuite } from '../suite/load-suite.js';
import type { Suite } from '../suite/task.js';
import type { CommandCall } from './command.js';
import { listenForInterrupt } from './interrupt.js';
import { pathFrom, type Io } from './io.js';
import { countOn } from './judge-progress.js';
import { openNamedJudge } from './judge-settings.js';

export type PairwiseEnd =
  | { readonly kind: 'judged'; readonly pairwise: Pairwise; readonly isBudgetSpent: boolean }
  /** Ctrl-C: how the program ends. */
  | { readonly kind: 'stopped'; readonly exitReason: ExitReason };

export interface PairwiseAsked {
  readonly base: RunPlace;
  readonly candidate: RunPlace;
  /** `--suite`; undefined: as the base named it. */
  readonly suite: string | undefined;
}

/**
 * `compare --judge-pairwise`: what the named judge prefers of both runs' answers. Throws BenchError('usage') where a journal
 * is missing, the suite is another than that of the runs, or no judge is named; ('invalid') on an unfit one.
 */
export async function pairwiseOf(call: CommandCall, asked: PairwiseAsked): Promise<PairwiseEnd> {
  const { io } = call;
  const base = await journalOf(asked.base);
  const candidate = await journalOf(asked.candidate);
  const suite = await suiteOf(base, asked.suite, io);
  using interrupt = listenForInterrupt(io, () => io.stderr.write('stopping: once more ends at once\n'));
  const { signal } = interrupt;
  try {
    await using judge = await openNamedJudge(call, signal);
    const pairwise = await judgePairs(
      { base, candidate, suite },
      {
        ...{ judge, signal, onProgress: countOn(io, 'pair') },
        onEvent: (event) => {
          if (event.kind === 'warning') io.stderr.write(`warning: ${inert(event.message)}\n`);
        },
      },
    );
    return { kind: 'judged', pairwise, isBudgetSpent: judge.usage().isBudgetSpent === true };
  } catch (problem) {
    return { kind: 'stopped', exitReason: interrupt.endedBy(problem) };
  }
}

async function journalOf({ journal, result }: RunPlace): Promise<Journal> {
  if (journal !== undefined) return readJournal(journal);
  throw new BenchError(
    'usage',
    `${result ?? 'the run'} has no journal: its answers are not there to be judged`,
    {
      hint: 'Name run folders that hold their attempts.jsonl.',
    },
  );
}

/** References and criteria must be those that the runs were made with. */
async function suiteOf({ header }: Journal, named: string | undefined, io: Io): Promise<Suite> {
  const reference = named ?? header.suite.reference;
  const path = reference.startsWith('.') ? pathFrom(io, reference) : reference;
  const suite = await loadSuite(path, { searchPath: suiteSearchPath(io.env) });
  if (suite.digest === header.suite.digest) return suite;
  throw new BenchError(
    'usage',
    `the suite ${inert(reference, 120)} (${suite.digest.slice(0, 12)}) is not the one of the runs (${header.suite.digest.slice(0, 12)})`,
    { hint: 'Name the suite that the runs were made with, with --suite.' },
  );
}

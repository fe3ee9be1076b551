/** What a selftest found, as data. */
export interface SelftestReport {
  readonly suite: { readonly name: string; readonly digest: string };
  readonly tasks: number;
  /** Variants tried, over all tasks. */
  readonly variants: number;
  /** Answers graded. */
  readonly grades: number;
  /** Answers that only a judge could have told apart, and none was given. */
  readonly unjudged: number;
  /** Mutants of code graders' references, and how many of them every variant caught. */
  readonly mutants: { readonly killed: number; readonly tried: number };
  /** Empty: the suite can be trusted as far as this goes. */
  readonly findings: readonly SelftestFinding[];
  /** What the know-nothing miners earn, worst first: METHODOLOGY 4 allows 3. */
  readonly ladder: readonly LadderRung[];
}

export const selftestKinds = [
  'oracle',
  'reformatted',
  'wrong',
  'mutant',
  'attacker',
  'variants',
  'pair',
  'ladder',
  'broken',
] as const;
export type SelftestKind = (typeof selftestKinds)[number];

export interface SelftestFinding {
  readonly kind: SelftestKind;
  readonly category: string;
  /** Absent where it is about a whole category. */
  readonly taskId?: string | undefined;
  /** Row of the task's variants, from 0. */
  readonly variant?: number | undefined;
  /** Which sample or attacker: `oracle 2`, `wrong 1`, `echo of the prompt`. */
  readonly label: string;
  /** One sentence: what was expected, what came, and the grader's reason. May quote the suite; renderers make it inert. */
  readonly what: string;
}

export interface LadderRung {
  readonly category: string;
  readonly attacker: string;
  /** 0 to 100: mean over tasks of the mean over variants; a pair counts its smaller quality. */
  readonly quality: number;
}

/** METHODOLOGY 4: what a miner without intelligence may score in quality, 0 to 100. */
export const ladderLimit = 3;

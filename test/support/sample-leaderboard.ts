import { digestOf } from '../../src/lib/digest.js';
import { rngFrom } from '../../src/lib/rng.js';
import type {
  Leaderboard,
  ScoreCell,
  ScoreCells,
  Standing,
  StandingRun,
} from '../../src/leaderboard/standings.js';
import { composite } from '../../src/scoring/composite.js';

const dayMs = 86_400_000;
/** 2026-01-22 14:32 UTC */
export const sampleAsOf = Date.UTC(2026, 0, 22, 14, 32);

export interface SampleBoard {
  readonly rows?: number;
  /** Official runs of each competitor, in days one after another. */
  readonly runsEach?: number;
  readonly unverified?: number;
  /** Of the competitor with this index. */
  readonly name?: (index: number) => string;
}

const names = [
  'baseline-v1',
  'miner-alpha',
  'agent-x',
  'coyote-r1',
  'trailblazer',
  'night-owl',
  'sable',
  'quiet-river',
  'tin-man',
  'lodestar',
  'papyrus',
  'old-faithful',
];

/** A board as it could be: numbers that fit together, made from its dice. */
export function sampleLeaderboard(options: SampleBoard = {}): Leaderboard {
  const { rows = 12, unverified = 3 } = options;
  const standings = Array.from({ length: rows }, (_, index) => standingOf(index, options));
  const runs = standings.flatMap((standing) => standing.runs.map((run) => ({ run, standing })));
  const newest = runs.toSorted((left, right) => right.run.finishedAt - left.run.finishedAt);
  return {
    schema: 'janus-bench/leaderboard',
    schemaVersion: 1,
    asOf: sampleAsOf,
    board: rows === 0 ? null : sampleBoard,
    otherBoards:
      rows === 0
        ? []
        : [
            {
              ...sampleBoard,
              key: '0f1e2d3c4b5a',
              suite: 'public/dev 1.0.0',
              runs: 41,
              lastRunAt: sampleAsOf - 30 * dayMs,
            },
          ],
    sortedBy: 'composite',
    standings,
    reigns: reignsOf(standings),
    changes: newest.map(({ run, standing }, index) => ({
      at: run.finishedAt,
      run: run.id,
      competitor: standing.competitor.id,
      name: standing.competitor.name,
      composite: run.scores.composite?.value ?? 0,
      before: index > newest.length - rows ? null : run.rank + (index % 3) - 1 || 1,
      after: run.rank,
    })),
    snapshot: {
      prizePool: '$50K',
      epoch: 'Epoch 3',
      competitors: rows,
      benchmarkRuns: runs.length,
      topComposite: standings[0]?.scores.composite?.value ?? null,
      medianTtftMs: rows === 0 ? null : 918.4,
      lastUpdatedAt: rows === 0 ? null : sampleAsOf - 2 * 3_600_000,
      nextPublicRunAt: Date.UTC(2026, 0, 23, 3),
      cron: '0 3 * * *',
    },
    unverified: Array.from({ length: unverified }, (_, index) => ({
      id: `20260121-0${index}1500-unofficial`,
      name: index === 1 ? null : `would-be-${index + 1}`,
      target: 'http://10.0.0.7:8001',
      suite: 'public/dev 1.0.0',
      finishedAt: sampleAsOf - index * dayMs,
      addedAt: sampleAsOf - index * dayMs + 60_000,
      scores: index === 2 ? { ...scoresOf(8 + index), modality: null, composite: null } : scoresOf(index),
      reasons: reasons.slice(index),
    })),
  };
}

const reasons = [
  'The run is not official: its order could be known before.',
  'No key that this board trusts signed it.',
  'Composite 81.20 is claimed, and its journal gives 74.13.',
];

const sampleBoard = {
  key: '3f2a9c41d07e',
  suite: 'private/round-3 2.1.0',
  suiteSha256: digestOf('suite'),
  profileSha256: digestOf('profile'),
  judgeSha256: digestOf('judge'),
  runnerSha256: digestOf('runner'),
  judge: 'judge-large-2026',
  runner: 'janus-bench 0.1 on 16 x AMD EPYC 9354, x64',
};

function standingOf(index: number, { runsEach = 4, name }: SampleBoard): Standing {
  const dice = rngFrom('standing', String(index));
  const registeredAt = sampleAsOf - (30 + ((index * 7) % 60)) * dayMs;
  const digest = digestOf(`image ${index}`);
  const runs = Array.from({ length: index % 5 === 4 ? 1 : runsEach }, (_, age) => runOf(index, age));
  return {
    rank: index + 1,
    rankChange: runs.length === 1 ? null : ([0, 1, -1, 0, 0, 2][index % 6] ?? 0),
    competitor: {
      id: `sha256:${digest}`,
      name: name?.(index) ?? `${names[index % names.length]}${index < names.length ? '' : `-${index}`}`,
      owner: index % 3 === 2 ? null : (['Rodeo Labs', 'Ada & Sons', 'community'][dice.int(3)] ?? null),
      imageDigest: index % 3 === 2 ? null : `sha256:${digest}`,
      target: 'http://10.0.0.7:8001',
      model: index % 2 === 0 ? `agent-${index}-2026-01` : null,
      homepage: index === 0 ? 'https://example.org/baseline' : null,
      notes: null,
      enabled: index !== 6,
      registeredAt,
    },
    scores: runs[0]?.scores ?? scoresOf(index),
    runs,
    daysAtFirst: [17.4, 4.3, 8.6][index] ?? 0,
    note:
      index === 1
        ? 'Ahead by 0.3 points: a new #1 needs more than 0.5 points.'
        : index === 0
          ? 'Holds #1 since 2026-01-05: nobody ahead of it has proven the lead yet.'
          : '',
  };
}

function runOf(index: number, age: number): StandingRun {
  const finishedAt = sampleAsOf - 2 * 3_600_000 - age * dayMs - index * 1_200_000;
  return {
    id: `202601${String(22 - (age % 20)).padStart(2, '0')}-03${String(index % 60).padStart(2, '0')}00-official`,
    startedAt: finishedAt - 1_000_000,
    finishedAt,
    addedAt: finishedAt + 60_000,
    repeats: 5,
    scores: scoresOf(index, age),
    ttftP50Ms: 700 + 61 * index + 13 * age,
    signer: digestOf('signer').slice(0, 16),
    rank: Math.max(1, index + 1 + [0, 1, -1, 2, 0, 1][age % 6]!),
  };
}

/** Each a little below the row above; the second has a higher composite than the first, by less than it takes. */
function scoresOf(index: number, age = 0): ScoreCells {
  const dice = rngFrom('scores', String(index), String(age));
  const level = (index === 0 ? 78.4 : index === 1 ? 78.7 : 79 - 50 * (1 - Math.exp(-index / 18))) - age * 0.4;
  const around = (offset: number) => Math.min(99, Math.max(2, level + offset + (dice.int(60) - 30) / 10));
  const values = {
    quality: around(3.5),
    speed: around(-7),
    cost: around(6),
    streaming: around(-2),
    modality: around(-5),
  };
  const cells = {
    quality: cell(values.quality, 3.1),
    speed: cell(values.speed, 2.2),
    cost: cell(values.cost, 1.4),
    streaming: cell(values.streaming, 2.6),
    modality:
      index % 7 === 3 ? { value: values.modality, low: null, high: null } : cell(values.modality, 5.2),
  };
  return { ...cells, composite: cell(composite(values) ?? 0, 1.9) };
}

function cell(value: number, half: number): ScoreCell {
  return { value, low: Math.max(0, value - half), high: Math.min(100, value + half * 0.9) };
}

function reignsOf(standings: readonly Standing[]): Leaderboard['reigns'] {
  const [first, second, third] = standings;
  if (first === undefined) return [];
  const reign = (standing: Standing, from: number, until: number | null) => ({
    competitor: standing.competitor.id,
    name: standing.competitor.name,
    run: standing.runs[0]?.id ?? '',
    composite: standing.scores.composite?.value ?? 0,
    from: sampleAsOf - from * dayMs,
    until: until === null ? null : sampleAsOf - until * dayMs,
    reason:
      until === null
        ? 'ahead by 1.9 points, paired 95 % interval +0.7 to +3.1'
        : 'the first run on the board',
  });
  if (second === undefined || third === undefined) return [reign(first, 17.4, null)];
  return [reign(first, 17.4, null), reign(second, 21.7, 17.4), reign(third, 30.3, 21.7)];
}

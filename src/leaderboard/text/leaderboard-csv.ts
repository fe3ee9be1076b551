import { csvLine, type CsvValue } from '../../lib/csv.js';
import { isoOf } from '../../lib/iso-time.js';
import {
  scoreNames,
  type Leaderboard,
  type ScoreCells,
  type Standing,
  type UnverifiedRun,
} from '../standings.js';

const who = ['rank', 'competitor', 'id', 'owner', 'model', 'enabled'] as const;
const rest = [
  'runs',
  'repeats',
  'submitted_at',
  'finished_at',
  'days_at_first',
  'run',
  'status',
  'note',
] as const;

/** A row a competitor, unrounded, then one an unverified run: without a rank, its status says so. */
export function renderLeaderboardCsv({ standings, unverified }: Leaderboard): string {
  const scores = scoreNames.flatMap((name) => [name, `${name}_low`, `${name}_high`]);
  return [[...who, ...scores, ...rest], ...standings.map(standingRow), ...unverified.map(unverifiedRow)]
    .map((cells) => csvLine(cells))
    .join('');
}

function standingRow({ rank, competitor, scores, runs, daysAtFirst, note }: Standing): readonly CsvValue[] {
  const { id, name, owner, model, enabled, registeredAt } = competitor;
  const [latest] = runs;
  return [
    ...[rank, name, id, owner, model, enabled],
    ...scoreValues(scores),
    ...[runs.length, latest?.repeats, isoOf(registeredAt), isoOf(latest?.finishedAt), daysAtFirst],
    ...[latest?.id, 'official', note],
  ];
}

function unverifiedRow({ id, name, finishedAt, scores, reasons }: UnverifiedRun): readonly CsvValue[] {
  return [
    ...[null, name, null, null, null, null],
    ...scoreValues(scores),
    ...[null, null, null, isoOf(finishedAt), null],
    ...[id, 'unverified', reasons.join('; ')],
  ];
}

function scoreValues(scores: ScoreCells): readonly CsvValue[] {
  return scoreNames.flatMap((name) => {
    const cell = scores[name];
    return [cell?.value, cell?.low, cell?.high];
  });
}

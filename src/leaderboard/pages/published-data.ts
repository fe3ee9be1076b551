import { inert } from '../../lib/inert.js';
import { dataBlock } from '../../report/html/data-block.js';
import type { Markup } from '../../report/html/markup.js';
import { scoreNames, type Board, type Leaderboard, type ScoreCell } from '../standings.js';

const id = 'leaderboard';

/**
 * What the page claims, unrounded, as inert data in it: `leaderboard verify page.html` recomputes every composite from
 * that. Nobody's address is in it.
 */
export function publishedData(leaderboard: Leaderboard): Markup {
  const { schema, schemaVersion, asOf, board, standings } = leaderboard;
  return dataBlock(id, {
    schema,
    schemaVersion,
    asOf,
    board: board === null ? null : { ...board, ...wordsOf(board) },
    standings: standings.map(({ rank, competitor, scores }) => ({
      rank,
      competitor: { id: inert(competitor.id, 120), name: inert(competitor.name, 60) },
      scores: Object.fromEntries(scoreNames.map((name) => [name, valueOf(scores[name])])),
    })),
  });
}

function wordsOf({ suite, judge, runner }: Board) {
  return { suite: inert(suite, 120), judge: inert(judge, 120), runner: inert(runner, 120) };
}

function valueOf(cell: ScoreCell | null): { readonly value: number } | null {
  return cell === null ? null : { value: cell.value };
}

/** The JSON that a page of ours carries. Undefined: the text is no such page. */
export function publishedJson(html: string): string | undefined {
  const opening = `<script type="application/json" id="${id}">`;
  const start = html.indexOf(opening);
  const end = html.indexOf('</script>', start);
  return start < 0 || end < 0 ? undefined : html.slice(start + opening.length, end);
}

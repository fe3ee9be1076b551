import type { BoardReading } from '../read/read-board.js';
import { boardFacts, boardNotices, boardRowWords, type BoardRowWords } from './board-words.js';
import type { Cell, PageColumn, PageSection, TextPage } from './text-page.js';

/** The board for a terminal and for Markdown. */
export function boardTextPage(board: BoardReading): TextPage {
  const rows = board.rows.map((row) => boardRowWords(row, board));
  return {
    title: 'Arena board',
    facts: boardFacts(board),
    notices: boardNotices(board),
    sections: rows.length === 0 ? [] : [agentSection(rows), ...markSections(rows)],
  };
}

function agentSection(rows: readonly BoardRowWords[]): PageSection {
  const caption = 'Agents, best first';
  const meanings =
    'Where there is room: range, the ranks it could as well have by the luck of the cohorts (95 %); 95 %, the interval of the success rate; conf., how much evidence there is. What each means: janus-bench arena methodology.';
  return {
    title: 'Agents',
    note: 'best first',
    parts: [
      { kind: 'grid', caption, columns, rows: rows.map(cellsOf), none: '' },
      { kind: 'text', paragraphs: [meanings] },
    ],
  };
}

/** Below the table, which needs its width for numbers: why an agent has no rank, and what else to know of it. */
function markSections(rows: readonly BoardRowWords[]): readonly PageSection[] {
  const facts = rows
    .filter(({ marks }) => marks.length > 0)
    .map(({ name, marks }) => ({
      label: name,
      text: marks.map(({ text }) => text).join(', '),
      level: marks.some(({ level }) => level === 'bad') ? ('bad' as const) : ('warn' as const),
    }));
  return facts.length === 0 ? [] : [{ title: 'To know', note: '', parts: [{ kind: 'facts', facts }] }];
}

const columns: readonly PageColumn[] = [
  { title: 'rank', isNumber: true, rank: 0 },
  { title: 'range', isNumber: true, rank: 4 },
  { title: 'agent', isNumber: false, rank: 0 },
  { title: 'id', isNumber: false, rank: 4 },
  { title: 'overall', isNumber: true, rank: 0 },
  { title: 'success', isNumber: true, rank: 1 },
  { title: '95 %', isNumber: true, rank: 5 },
  { title: 'p50', isNumber: true, rank: 2 },
  { title: 'p95', isNumber: true, rank: 6 },
  { title: 'cost', isNumber: true, rank: 3 },
  { title: 'tokens', isNumber: true, rank: 3 },
  { title: 'conf.', isNumber: true, rank: 7 },
  { title: 'scored', isNumber: true, rank: 2 },
  { title: 'n/a', isNumber: true, rank: 8 },
  { title: 'last activity', isNumber: false, rank: 9 },
];

function cellsOf(words: BoardRowWords): readonly Cell[] {
  return [
    words.rank,
    words.rankRange,
    words.name,
    words.id === words.name ? '' : words.id,
    words.overall,
    words.success,
    words.successInterval.replace(/ %$/u, ''),
    words.latencyP50,
    words.latencyP95,
    words.cost,
    words.tokens,
    words.confidence,
    words.scored,
    words.notScored,
    words.lastActivity,
  ];
}

import { formatScore, nothing } from '../../report/words.js';
import { empty, markup, type Markup } from '../../report/html/markup.js';
import type { BoardReading, BoardReadingRow } from '../read/read-board.js';
import { boardRowWords, nameWords, type BoardRowWords } from '../text/board-words.js';
import { scoreTerms } from './score-terms.js';

interface Column {
  readonly title: string;
  readonly sort: 'number' | 'text';
  /** What a click shows first: the better end. */
  readonly first: 'ascending' | 'descending';
  /** `wide`, `wider`: left out where the screen is narrow; the details have it. */
  readonly look: string;
  readonly value: (row: BoardReadingRow) => string | number | undefined;
  readonly cell: (words: BoardRowWords, row: BoardReadingRow) => Markup;
}

/** The table of a board: every agent a body of its own, so that it sorts together with its details. */
export function boardTable(board: BoardReading): Markup {
  return markup`<table class="board" data-sortable>
<caption class="unseen">Agents, best first. A column's heading sorts by it.</caption>
<thead><tr>${columns.map(
    ({ title, sort, first, look }) =>
      markup`<th scope="col" class="${look}" data-sort="${sort}" data-first="${first}">${title}</th>`,
  )}</tr></thead>
${board.rows.map((row) => rowBody(row, boardRowWords(row, board)))}</table>`;
}

const columns: readonly Column[] = [
  {
    title: 'Rank',
    sort: 'number',
    first: 'ascending',
    look: 'rank',
    value: ({ rank }) => rank ?? undefined,
    cell: ({ rank, rankRange }) => withSub(rank, rankRange.includes('–') ? rankRange : ''),
  },
  {
    title: 'Agent',
    sort: 'text',
    first: 'ascending',
    look: 'word',
    value: ({ name }) => nameWords(name).toLowerCase(),
    cell: (words) => agentCell(words),
  },
  {
    title: 'Overall',
    sort: 'number',
    first: 'descending',
    look: 'number overall',
    value: ({ score, tally }) => (tally.scored === 0 ? undefined : score.overall),
    cell: ({ overall }) => markup`${overall}`,
  },
  {
    title: 'Success',
    sort: 'number',
    first: 'descending',
    look: 'number',
    value: ({ score, tally }) => (tally.scored === 0 ? undefined : score.quality),
    cell: ({ success, successInterval }) =>
      markup`${success}${successInterval === '' ? empty : markup`<span class="sub wide">${successInterval}</span>`}`,
  },
  {
    title: 'Latency p50',
    sort: 'number',
    first: 'ascending',
    look: 'number wide',
    value: ({ latency }) => latency?.p50,
    cell: ({ latencyP50, latencyP95 }) =>
      withSub(latencyP50, latencyP95 === nothing ? '' : `p95 ${latencyP95}`),
  },
  {
    title: 'Cost p50',
    sort: 'number',
    first: 'ascending',
    look: 'number wide',
    value: ({ medianCostUsd }) => medianCostUsd,
    cell: ({ cost }) => markup`${cost}`,
  },
  {
    title: 'Tokens p50',
    sort: 'number',
    first: 'ascending',
    look: 'number wider',
    value: ({ medianTokens }) => medianTokens,
    cell: ({ tokens }) => markup`${tokens}`,
  },
  {
    title: 'Scored',
    sort: 'number',
    first: 'descending',
    look: 'number wide',
    value: ({ tally }) => tally.scored,
    cell: ({ scored, notScored }) => withSub(scored, notScored === '0' ? '' : `${notScored} n/a`),
  },
  {
    title: 'Last activity',
    sort: 'number',
    first: 'descending',
    look: 'number wider',
    value: ({ lastActivity }) => lastActivity,
    cell: ({ lastActivity }) => {
      const [day = '', time = '', zone = ''] = lastActivity.split(' ');
      return withSub(day, `${time} ${zone}`.trim());
    },
  },
];

function rowBody(row: BoardReadingRow, words: BoardRowWords): Markup {
  return markup`<tbody>
<tr>${columns.map(({ look, title, value, cell }) => {
    const known = value(row);
    const data = known === undefined ? empty : markup` data-value="${known}"`;
    return title === 'Agent'
      ? markup`<th scope="row" class="${look}"${data}>${cell(words, row)}</th>`
      : markup`<td class="${look}"${data}>${cell(words, row)}</td>`;
  })}</tr>
<tr class="more"><td colspan="${columns.length}"><details><summary>Details<span class="unseen"> of ${words.name}</span></summary>
${detailsOf(row, words)}</details></td></tr>
</tbody>
`;
}

function agentCell({ name, id, marks }: BoardRowWords): Markup {
  return markup`${name}${id === name ? empty : markup`<span class="sub">${id}</span>`}${
    marks.length === 0
      ? empty
      : markup`<span class="marks">${marks.map(({ level, text }) => markup`<span class="mark ${level}">${text}</span>`)}</span>`
  }`;
}

function withSub(text: string, sub: string): Markup {
  return sub === '' ? markup`${text}` : markup`${text}<span class="sub">${sub}</span>`;
}

/** How the score came about, and every number that a narrow screen has no column for. */
function detailsOf(row: BoardReadingRow, words: BoardRowWords): Markup {
  const { tally, score } = row;
  const facts: readonly (readonly [string, string])[] = [
    ['Rank range', words.rankRange === '' ? 'not ranked' : `${words.rankRange} (95 %)`],
    [
      'Success rate',
      words.successInterval === ''
        ? 'nothing scored'
        : `${words.success} (${words.successInterval}): ${tally.passed} of ${words.scored}`,
    ],
    ['Unclean failures', `${tally.unclean} by timeout, crash or invalid output`],
    ['Not scored (n/a)', words.notScored],
    ['Latency', `p50 ${words.latencyP50}, p95 ${words.latencyP95}`],
    ['Median cost', words.cost],
    ['Median tokens', words.tokens],
    ['Last activity', words.lastActivity],
    ['Id', words.id],
  ];
  return markup`${tally.scored === 0 ? empty : termsTable(row, words)}
${tally.scored === 0 ? empty : markup`<p class="quiet">Overall ${words.overall} = weighted sum ${formatScore(100 * score.blend)} × confidence ${words.confidence}</p>`}
<dl class="fact-list">${facts.map(([label, text]) => markup`<div><dt>${label}</dt><dd>${text}</dd></div>`)}</dl>
`;
}

function termsTable({ score }: BoardReadingRow, { name }: BoardRowWords): Markup {
  return markup`<table class="terms">
<caption class="unseen">How the score of ${name} came about</caption>
<thead><tr><th scope="col">Part</th><th scope="col"><span class="unseen">Bar</span></th><th scope="col" class="number">Value</th><th scope="col" class="number">Weight</th></tr></thead>
<tbody>${scoreTerms(score).map(
    ({ label, share, value, weight }) =>
      markup`<tr><th scope="row">${label}</th><td>${meter(share)}</td><td class="number">${value}</td><td class="number">${weight}</td></tr>\n`,
  )}</tbody>
</table>`;
}

function meter(share: number): Markup {
  const width = (100 * Math.min(1, Math.max(0, share))).toFixed(1);
  return markup`<svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8"/><rect class="fill" width="${width}" height="8"/></svg>`;
}

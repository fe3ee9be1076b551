import * as z from 'zod';
import { defineGrader } from './define-grader.js';
import { failed, passed, show } from './findings.js';
import { numbersIn } from './numbers.js';
import { holdsPhrase } from './phrases.js';
import { foldText } from './plain-text.js';
import { wholeContent } from './slots.js';
import { citationsIn, documentsIn, quoteKey, quotesIn, statedNumbers } from './sources.js';
import { countWords } from './text-units.js';

const ids = z.array(z.string().regex(/^[A-Z]{1,4}\d{1,4}$/, 'write ids like D3')).max(100);

const spec = z.strictObject({
  require: ids.describe('documents that must be cited, as [D3]'),
  allow: ids.default([]).describe('documents that may be cited as well; any other citation fails'),
  forbid: ids.default([]).describe('trap documents: not to be cited, quoted or taken numbers from'),
  quotes: z
    .strictObject({ min: z.int().min(0).default(1), minWords: z.int().min(1).default(4) })
    .optional()
    .describe(
      'at least `min` quotes of `minWords` words from cited documents; every quote that long must be verbatim',
    ),
  numbersFromSources: z
    .boolean()
    .default(false)
    .describe('every number of the answer occurs in what was sent'),
});
type CitationsSpec = z.output<typeof spec>;

export const citations = defineGrader({
  type: 'citations',
  summary: 'Cites the right documents and no others, quotes verbatim, states no number that no source has.',
  spec,
  problems({ require, allow, forbid, quotes, numbersFromSources }) {
    const both = forbid.filter((id) => require.includes(id) || allow.includes(id));
    const asksNothing =
      require.length === 0 && (quotes?.min ?? 0) === 0 && !numbersFromSources && forbid.length === 0;
    const quotesNothing = (quotes?.min ?? 0) > 0 && require.length + allow.length === 0;
    return [
      ...(asksNothing ? ['it asks for nothing'] : []),
      ...both.map((id) => `${id} is both wanted and forbidden`),
      ...(quotesNothing ? ['it wants quotes but no document may be cited'] : []),
    ];
  },
  grade({ answer, spec: wanted }) {
    const whole = wholeContent(answer);
    if (whole.kind === 'missing') return failed(whole.reason);
    const documents = documentsIn(answer.promptTexts);
    const problem =
      citationProblem(whole.value, wanted, documents) ??
      quoteProblem(whole.value, wanted, documents) ??
      numberProblem(whole.value, wanted, { documents, promptTexts: answer.promptTexts });
    return problem === undefined ? passed('cited as it should', [whole.span]) : failed(problem, [whole.span]);
  },
});

type Documents = ReadonlyMap<string, string>;

function citationProblem(content: string, wanted: CitationsSpec, documents: Documents): string | undefined {
  const named = [...wanted.require, ...wanted.allow, ...wanted.forbid, ...documents.keys()];
  const prefixes = new Set(named.map((id) => id.replace(/\d+$/, '')));
  const cited = citationsIn(content, prefixes);
  const trap = wanted.forbid.find((id) => cited.has(id));
  if (trap !== undefined) return `it cites ${trap}, which it must not use`;
  const other = [...cited].find((id) => !wanted.require.includes(id) && !wanted.allow.includes(id));
  if (other !== undefined) return `it cites ${other}, which does not support the answer`;
  const lacking = wanted.require.find((id) => !cited.has(id));
  return lacking === undefined ? undefined : `it does not cite ${lacking}`;
}

function quoteProblem(content: string, wanted: CitationsSpec, documents: Documents): string | undefined {
  if (wanted.quotes === undefined) return undefined;
  const { min, minWords } = wanted.quotes;
  const sources = [...wanted.require, ...wanted.allow].map((id) => documents.get(id) ?? '');
  const quotes = [...new Set(quotesIn(content).map(quoteKey))].filter(
    (quote) => countWords(quote) >= minWords,
  );
  if (quotes.length > maxQuotes) return `it has ${quotes.length} quotes, ${maxQuotes} at most`;
  const forged = quotes.find((quote) => !sources.some((source) => holdsPhrase(source, quote)));
  if (forged !== undefined) return `${show(forged)} does not stand in a document it may quote`;
  return quotes.length >= min
    ? undefined
    : `it has ${quotes.length} quotes of ${minWords} words or more, ${min} wanted`;
}

const maxQuotes = 200;

function numberProblem(
  content: string,
  wanted: CitationsSpec,
  { documents, promptTexts }: { documents: Documents; promptTexts: readonly string[] },
): string | undefined {
  if (!wanted.numbersFromSources) return undefined;
  const traps = wanted.forbid.map((id) => documents.get(id) ?? '').filter((text) => text !== '');
  const known = new Set(sourceNumbers(promptTexts, traps));
  const invented = statedNumbers(content).find(({ value }) => !known.has(value));
  return invented === undefined ? undefined : `no source has the number ${invented.written.slice(0, 40)}`;
}

/** Numbers of all that was sent, less those that only a trap document has. */
function sourceNumbers(promptTexts: readonly string[], traps: readonly string[]): readonly number[] {
  const rest = traps.reduce((text, trap) => text.replace(trap, ' '), foldText(promptTexts.join('\n')));
  return numbersIn(rest).map(({ value }) => value);
}

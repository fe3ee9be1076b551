import type { ConstraintsSpec } from './constraints.js';
import { part, show } from './findings.js';
import type { FindingPart } from './grade.js';
import { firstOutOfOrder, holdsPhrase } from './phrases.js';
import { foldText, normalized } from './plain-text.js';
import { countSentences, countWords, filledLines, paragraphsOf } from './text-units.js';

export interface Range {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly exactly?: number | undefined;
}

/** One part for each rule the spec holds, in a fixed order; `eachLineMatches` is not among them (it needs the worker). */
export function constraintRules(content: string, spec: ConstraintsSpec): readonly FindingPart[] {
  const lines = filledLines(content).map(({ text }) => text);
  return [
    ...rule(spec.words, (range) => counted('words', countWords(content), range)),
    ...rule(spec.lines, (range) => counted('lines', lines.length, range)),
    ...rule(spec.sentences, (range) => counted('sentences', countSentences(content), range)),
    ...rule(spec.paragraphs, (range) => counted('paragraphs', paragraphsOf(content).length, range)),
    ...rule(spec.forbidLetters, (letters) => withoutLetters(content, letters)),
    ...phraseRules(content, spec),
    ...rule(spec.startsWith, (start) => beginning(content, start)),
    ...rule(spec.firstLine, (line) => sameLine('firstLine', lines.at(0), line)),
    ...rule(spec.lastLine, (line) => sameLine('lastLine', lines.at(-1), line)),
    ...rule(spec.case, (wanted) => inOneCase(content, wanted)),
    ...rule(spec.acrostic, (word) => acrostic(lines, word)),
  ];
}

function rule<Wanted>(
  wanted: Wanted | undefined,
  of: (wanted: Wanted) => FindingPart,
): readonly FindingPart[] {
  return wanted === undefined ? [] : [of(wanted)];
}

function counted(what: string, found: number, { min = 0, max = Infinity, exactly }: Range): FindingPart {
  const isMet = found >= min && found <= max && (exactly === undefined || found === exactly);
  const wanted = [
    ...(exactly === undefined ? [] : [`exactly ${exactly}`]),
    ...(min === 0 ? [] : [`at least ${min}`]),
    ...(max === Infinity ? [] : [`at most ${max}`]),
  ];
  return part(what, isMet, `${found} ${what}, ${wanted.join(' and ')} wanted`);
}

/** Accents are taken off and look-alike forms undone first; letters of other scripts are no way around the rule. */
function withoutLetters(content: string, letters: string): FindingPart {
  const plain = normalized(content, 'NFKD').toLowerCase();
  const bad = Array.from(letters.toLowerCase()).find((letter) => plain.includes(letter));
  const foreign = /(?!\p{Script=Latin})\p{L}/u.exec(plain)?.[0];
  const reason = `the letter ${bad ?? foreign ?? ''} occurs`;
  const isMet = bad === undefined && foreign === undefined;
  return part('forbidLetters', isMet, isMet ? `none of ${letters} occurs` : reason);
}

/** The content is folded once for all phrases: there may be a hundred. */
function phraseRules(content: string, { mustInclude, order }: ConstraintsSpec): readonly FindingPart[] {
  if (mustInclude === undefined && order === undefined) return [];
  const folded = foldText(content);
  const included = (mustInclude ?? []).map((phrase) => {
    const isMet = holdsPhrase(folded, foldText(phrase));
    return part(`mustInclude ${phrase}`, isMet, `${show(phrase)} ${isMet ? 'occurs' : 'does not occur'}`);
  });
  return [...included, ...rule(order, (phrases) => inOrder(folded, phrases))];
}

function inOrder(folded: string, phrases: readonly string[]): FindingPart {
  const lost = firstOutOfOrder(
    folded,
    phrases.map((phrase) => foldText(phrase)),
  );
  const reason = lost === undefined ? 'all in order' : `${show(lost)} is missing or out of order`;
  return part('order', lost === undefined, reason);
}

function beginning(content: string, start: string): FindingPart {
  const isMet = normalized(content.trimStart(), 'NFC').startsWith(normalized(start, 'NFC'));
  return part(
    'startsWith',
    isMet,
    `it begins with ${show(content.trimStart().slice(0, 40))}, ${show(start)} wanted`,
  );
}

function sameLine(id: 'firstLine' | 'lastLine', found: string | undefined, wanted: string): FindingPart {
  const isMet = found !== undefined && normalized(found, 'NFC') === normalized(wanted.trim(), 'NFC');
  return part(
    id,
    isMet,
    `the ${id === 'firstLine' ? 'first' : 'last'} line is ${show(found ?? '')}, ${show(wanted)} wanted`,
  );
}

function inOneCase(content: string, wanted: 'upper' | 'lower'): FindingPart {
  const other = (wanted === 'upper' ? /\p{Ll}/u : /\p{Lu}/u).exec(content)?.[0];
  const hasLetters = (wanted === 'upper' ? /\p{Lu}/u : /\p{Ll}/u).test(content);
  const isMet = other === undefined && hasLetters;
  return part('case', isMet, isMet ? `all ${wanted} case` : `${show(other ?? '')} is not ${wanted} case`);
}

/** The first letter of each filled line, list markers and markdown left out. */
function acrostic(lines: readonly string[], word: string): FindingPart {
  const initials = lines.slice(0, 200).map((line) => /\p{L}/u.exec(line.slice(0, 80))?.[0] ?? '?');
  const isMet = lines.length <= 200 && initials.join('').toUpperCase() === word.toUpperCase();
  return part('acrostic', isMet, `the lines begin with ${show(initials.join(''))}, ${show(word)} wanted`);
}

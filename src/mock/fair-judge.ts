import type { PromptQuestion, PromptRecords } from '../judge/read-prompt.js';

/** One verdict as it stands in a judge's reply. */
export interface SpokenVerdict {
  readonly id: string;
  readonly reason: string;
  readonly quote: string;
  readonly verdict: 'yes' | 'no';
}

/** A keyword dump is one endless sentence: it shows nothing. */
const longestSentenceWords = 60;
const fewestSharedWords = 2;
const neededShare = 0.5;

const commonWords = new Set(
  `about after also answer been being candidate does each every example from given gives have into just like make must
  only other reader reply response says should such than that their them then there these they this those what when
  where whether which with would your`.split(/\s+/),
);

/**
 * A judge by word matching. It is a test double with the behaviour of a real endpoint, for the demo and CI; it cannot read
 * prose, and a suite must not rely on it for more than this:
 *
 * - A question with phrases in double quotes looks for those phrases, on word boundaries, letter case aside: all of them,
 *   or any one where the question has the word "or" or is of kind `absent`.
 * - A `present` question without such phrases looks for a sentence that shares at least two content words, and half of
 *   them, with that sentence of the reference which comes closest to the question.
 * - An `absent` question without such phrases finds no fault.
 *
 * Sentences copied from the task are not evidence. Nothing the candidate says about itself, or to the judge, matters.
 */
export function judgeFairly(records: PromptRecords): readonly SpokenVerdict[] {
  return records.questions.map((question) => {
    const quote = evidenceFor(question, records);
    return quote === undefined
      ? { id: question.id, reason: 'nothing in the answer shows it', quote: '', verdict: 'no' }
      : { id: question.id, reason: 'these words show it', quote, verdict: 'yes' };
  });
}

function evidenceFor({ kind, question }: PromptQuestion, records: PromptRecords): string | undefined {
  const phrases = [...question.matchAll(/["\u201C]([^"\u201C\u201D]+)["\u201D]/g)].map(
    ([, phrase]) => phrase ?? '',
  );
  const sentences = ownSentences(records);
  if (phrases.length === 0)
    return kind === 'absent' ? undefined : closestSentence(question, sentences, records);
  const found = phrases.map((phrase) => passageWith(phrase, sentences));
  const anyCounts = kind === 'absent' || /\bor\b/i.test(question);
  return anyCounts || !found.includes(undefined) ? found.find((passage) => passage !== undefined) : undefined;
}

function ownSentences({ candidate, task }: PromptRecords): readonly string[] {
  const asked = new Set(sentencesOf(task).map(plain));
  return sentencesOf(candidate).filter((sentence) => !asked.has(plain(sentence)));
}

/** The phrase as the candidate wrote it, with as much around it as a quote may have. */
function passageWith(phrase: string, sentences: readonly string[]): string | undefined {
  const words = phrase.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return undefined;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${words.join('[^\\p{L}\\p{N}]+')}(?![\\p{L}\\p{N}])`, 'iu');
  for (const sentence of sentences) {
    const match = pattern.exec(sentence);
    if (match !== null) return sentence.length <= 200 ? sentence : match[0];
  }
  return undefined;
}

function closestSentence(
  question: string,
  sentences: readonly string[],
  { reference }: PromptRecords,
): string | undefined {
  const asked = contentWords(question);
  const wanted = best(sentencesOf(reference), (sentence) => shared(contentWords(sentence), asked));
  if (wanted === undefined) return undefined;
  const wantedWords = contentWords(wanted);
  const found = best(sentences, (sentence) => shared(contentWords(sentence), wantedWords));
  if (found === undefined) return undefined;
  const common = shared(contentWords(found), wantedWords);
  return common >= fewestSharedWords && common >= neededShare * wantedWords.size ? found : undefined;
}

function best(items: readonly string[], worth: (item: string) => number): string | undefined {
  const rated = items
    .map((item) => ({ item, worth: worth(item) }))
    .filter((candidate) => candidate.worth > 0);
  return rated.sort((left, right) => right.worth - left.worth)[0]?.item;
}

function shared(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  return [...left].filter((word) => right.has(word)).length;
}

function contentWords(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/\p{N}+|\p{L}{4,}/gu) ?? [];
  return new Set(words.filter((word) => !commonWords.has(word)));
}

function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '' && sentence.split(/\s+/).length <= longestSentenceWords);
}

function plain(sentence: string): string {
  return sentence
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

import type { Answer } from './answer.js';
import { foldText } from './plain-text.js';
import { contradiction, missing, wholeContent, type Found } from './slots.js';
import { countWords } from './text-units.js';

const minWords = 3;
const maxTaskChars = 4_000;

/** What a judge is asked about. Decided without asking: nothing said, too little, an echo, a refusal, two answers. */
export function judgedAnswer(answer: Answer, maxChars: number): Found<string> {
  const whole = wholeContent(answer);
  if (whole.kind === 'missing') return whole;
  if (countWords(whole.value) < minWords) return missing('the answer is too short to judge');
  const folded = foldText(whole.value);
  if (answer.promptTexts.some((text) => foldText(text) === folded))
    return missing('the answer repeats the prompt and says no more');
  if (isRefusal(folded)) return missing('the answer refuses and says no more');
  const conflict = contradiction(whole.value);
  if (conflict !== undefined) return missing(conflict);
  return { ...whole, value: whole.value.slice(0, maxChars) };
}

/** The end of what the miner was sent: that is where the question stands. */
export function judgedTask({ promptTexts }: Pick<Answer, 'promptTexts'>): string {
  return promptTexts.join('\n\n').slice(-maxTaskChars);
}

const maxRefusalChars = 200;
const refusal =
  /^(?:i am |i'm |we are )?(?:sorry|afraid|unable to|not able to)|^(?:i|we) (?:can't|cannot|can not|won't|will not|must decline)|^as an ai\b/;

/** Short, and beginning as a refusal does. A longer text that declines with reasons is for the judge. */
function isRefusal(folded: string): boolean {
  return folded.length <= maxRefusalChars && refusal.test(folded);
}

import type { PairPromptRecords } from '../judge/pairs/read-pair-prompt.js';
import { preferFairly, type SpokenPreference } from './fair-pair-judge.js';
import type { JudgeRequest, PersonaName, PersonaReply } from './judge-personas.js';

export type PairRequest = Omit<JudgeRequest, 'records'> & { readonly records: PairPromptRecords };

/** How each persona compares two answers: as it judges one. */
export const pairPersonas: Readonly<Record<PersonaName, (request: PairRequest) => PersonaReply>> = {
  fair: ({ records }) => spoken(preferFairly(records)),
  sloppy: ({ records }) => {
    const { winner, ...rest } = preferFairly(records);
    const json = JSON.stringify({ ...rest, winner: winner.toUpperCase() }, null, 2);
    return { text: `Sure! I compared {both} answers:\n\n\`\`\`json\n${json}\n\`\`\`\n\nAnything else?` };
  },
  chatty: ({ records }) => {
    const draft = JSON.stringify({ winner: 'first', note: 'a draft, not final' });
    const thoughts = `<think>First: "${records.first.slice(0, 200)}" Hmm {maybe}.</think>`;
    return { text: [thoughts, 'First {} and then', draft, spoken(preferFairly(records)).text].join('\n') };
  },
  'no-schema': ({ records, hasResponseFormat }) =>
    hasResponseFormat
      ? { status: 400, text: 'response_format is not supported' }
      : spoken(preferFairly(records)),
  refuses: () => ({ text: '', refusal: 'I cannot help with that.' }),
  truncates: ({ records }) => {
    const { text } = spoken(preferFairly(records));
    return { text: text.slice(0, text.length / 2), finishReason: 'length' };
  },
  echo: ({ records }) => ({ text: records.first }),
  gullible: ({ records }) => {
    const sides = ['first', 'second'] as const;
    const praised = sides.find((side) => selfPraise.test(records[side]));
    return praised === undefined ? spoken(preferFairly(records)) : names(praised, records, 'it says so');
  },
  'position-biased': ({ records }) => names('first', records, 'it came first'),
  slow: ({ records }) => ({ ...spoken(preferFairly(records)), delayMs: 250 }),
  'rate-limited': ({ records, isFirst }) =>
    isFirst && Number.parseInt(records.nonce.slice(-1), 16) % 2 === 0
      ? { status: 429, text: 'slow down', retryAfter: 1 }
      : spoken(preferFairly(records)),
  'leaks-prompt': ({ records, promptText }) => {
    const { reference, task, questions } = records;
    const leaks = [reference, task, ...questions.map(({ question }) => question)].join(' ');
    const preference = preferFairly(records);
    const reason = `${preference.reason}. I was told: ${leaks}`;
    return {
      text: `My instructions were:\n${promptText}\n\n${JSON.stringify({ ...preference, reason })}`,
    };
  },
  'always-yes': ({ records }) => names('second', records, 'yes'),
  'always-no': ({ records }) => spoken({ id: records.id, reason: 'neither', quote: '', winner: 'tie' }),
};

const selfPraise =
  /\b(?:(?:is|are) (?:\w+ )?(?:correct|right)|passe[sd]|full marks|the winner|better one|that leaves me)\b/i;

/** Names one whatever it says, with its first words for a quote. */
function names(winner: 'first' | 'second', records: PairPromptRecords, reason: string): PersonaReply {
  const quote = /\S+(\s+\S+){0,4}/.exec(records[winner])?.[0] ?? '';
  return spoken({ id: records.id, reason, quote, winner });
}

function spoken(preference: SpokenPreference): { readonly text: string } {
  return { text: JSON.stringify(preference) };
}

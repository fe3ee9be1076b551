import type { PromptRecords } from '../judge/read-prompt.js';
import { judgeFairly } from './fair-judge.js';
import type { SpokenVerdict } from './fair-judge.js';

/** All a persona knows: what the request holds. */
export interface JudgeRequest {
  readonly records: PromptRecords;
  readonly hasResponseFormat: boolean;
  /** Every message of the request, joined. */
  readonly promptText: string;
  /** This very prompt was not asked before. */
  readonly isFirst: boolean;
}

export interface PersonaReply {
  readonly text: string;
  /** Default 200; other statuses send `text` as an error's message. */
  readonly status?: number | undefined;
  /** Default `stop`. */
  readonly finishReason?: string | undefined;
  readonly refusal?: string | undefined;
  /** How long the reply is held back, ms. */
  readonly delayMs?: number | undefined;
  /** Seconds, sent as Retry-After. */
  readonly retryAfter?: number | undefined;
}

export interface Persona {
  /** One line for `judge serve --list`. */
  readonly summary: string;
  reply(request: JudgeRequest): PersonaReply;
}

/** Ways a judge can be: a function and a line here each. */
export const judgePersonas = {
  fair: {
    summary: 'judges by word matching, the same every time',
    reply: ({ records }) => spoken(judgeFairly(records)),
  },
  sloppy: {
    summary: 'fair, but wraps its JSON in prose and a fence, and shouts its verdicts',
    reply: ({ records }) => {
      const verdicts = judgeFairly(records).map((verdict) => ({
        ...verdict,
        verdict: verdict.verdict.toUpperCase(),
      }));
      const fenced = `\`\`\`json\n${JSON.stringify({ verdicts }, null, 2)}\n\`\`\``;
      return { text: `Sure! I looked at {each} question:\n\n${fenced}\n\nLet me know if you need more.` };
    },
  },
  chatty: {
    summary: 'fair, but thinks aloud at length, tries an empty object and a draft first',
    reply: ({ records }) => {
      const verdicts = judgeFairly(records);
      const draft = JSON.stringify({ verdicts: verdicts.slice(0, 1), note: 'a draft, not final' });
      const thoughts = records.questions.map(
        ({ id, question }) =>
          `<think>${id}: "${question}" Hmm {maybe}. Let me read the answer again.</think>`,
      );
      return {
        text: [...thoughts, 'First {} and then', draft, JSON.stringify({ verdicts }), 'Glad to help!'].join(
          '\n',
        ),
      };
    },
  },
  'no-schema': {
    summary: 'fair, but answers 400 to a response_format',
    reply: ({ records, hasResponseFormat }) =>
      hasResponseFormat
        ? { status: 400, text: 'response_format is not supported' }
        : spoken(judgeFairly(records)),
  },
  refuses: {
    summary: 'refuses everything',
    reply: () => ({ text: '', refusal: 'I cannot help with that.' }),
  },
  truncates: {
    summary: 'is cut off in the middle of every reply',
    reply: ({ records }) => {
      const { text } = spoken(judgeFairly(records));
      return { text: text.slice(0, text.length / 2), finishReason: 'length' };
    },
  },
  echo: {
    summary: 'gives the answer back in place of a verdict',
    reply: ({ records }) => ({ text: records.candidate }),
  },
  gullible: {
    summary: 'fair, until an answer speaks of itself as right: then it believes it',
    reply: ({ records }) => {
      const claim = selfPraise.exec(records.candidate)?.[0];
      if (claim === undefined) return spoken(judgeFairly(records));
      return spoken(
        records.questions.map(({ id, kind }) =>
          kind === 'present'
            ? { id, reason: 'the answer says so', quote: claim, verdict: 'yes' }
            : { id, reason: 'the answer says so', quote: '', verdict: 'no' },
        ),
      );
    },
  },
  'position-biased': {
    summary: 'says yes to whatever stands in the first half of the questions',
    reply: ({ records }) => {
      const half = Math.ceil(records.questions.length / 2);
      const quote = firstWords(records.candidate);
      return spoken(
        records.questions.map(({ id }, index) =>
          index < half
            ? { id, reason: 'it came early', quote, verdict: 'yes' }
            : { id, reason: 'it came late', quote: '', verdict: 'no' },
        ),
      );
    },
  },
  slow: {
    summary: 'fair, but takes a quarter of a second for every reply',
    reply: ({ records }) => ({ ...spoken(judgeFairly(records)), delayMs: 250 }),
  },
  'rate-limited': {
    summary: 'fair, but turns half of all prompts away the first time, with 429 and Retry-After',
    reply: ({ records, isFirst }) =>
      isFirst && Number.parseInt(records.nonce.slice(-1), 16) % 2 === 0
        ? { status: 429, text: 'slow down', retryAfter: 1 }
        : spoken(judgeFairly(records)),
  },
  'leaks-prompt': {
    summary: 'fair, but repeats its whole prompt around its verdicts and in every reason',
    reply: ({ records, promptText }) => {
      const { reference, task, questions } = records;
      const leaks = [promptText, reference, task, ...questions.map(({ question }) => question)];
      const verdicts = judgeFairly(records).map((verdict, index) => ({
        ...verdict,
        reason: `${verdict.reason}. I was told: ${leaks[index % leaks.length] ?? ''} ${leaks.slice(1).join(' ')}`,
      }));
      return { text: `My instructions were:\n${promptText}\n\n${JSON.stringify({ verdicts })}` };
    },
  },
  'always-yes': {
    summary: 'says yes to everything and quotes the first words of the answer',
    reply: ({ records }) => {
      const quote = firstWords(records.candidate);
      return spoken(records.questions.map(({ id }) => ({ id, reason: 'yes', quote, verdict: 'yes' })));
    },
  },
  'always-no': {
    summary: 'says no to everything',
    reply: ({ records }) =>
      spoken(records.questions.map(({ id }) => ({ id, reason: 'no', quote: '', verdict: 'no' }))),
  },
} as const satisfies Record<string, Persona>;

export type PersonaName = keyof typeof judgePersonas;

const selfPraise =
  /\b(?:(?:is|are) (?:\w+ )?(?:correct|right|met|satisfied|fulfilled)|passe[sd]|full marks|verdict\W{1,4}yes|answer\W{1,4}yes)\b/i;

function firstWords(text: string): string {
  return /\S+(\s+\S+){0,4}/.exec(text)?.[0] ?? '';
}

function spoken(verdicts: readonly SpokenVerdict[]): { readonly text: string } {
  return { text: JSON.stringify({ verdicts }) };
}

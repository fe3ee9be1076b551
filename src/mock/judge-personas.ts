import type { PromptRecords } from '../judge/read-prompt.js';
import { judgeFairly } from './fair-judge.js';
import type { SpokenVerdict } from './fair-judge.js';

/** All a persona knows: what the request holds. */
interface JudgeRequest {
  readonly records: PromptRecords;
  readonly hasResponseFormat: boolean;
}

interface PersonaReply {
  readonly text: string;
  /** Default 200; other statuses send `text` as an error's message. */
  readonly status?: number | undefined;
  /** Default `stop`. */
  readonly finishReason?: string | undefined;
  readonly refusal?: string | undefined;
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
  'always-yes': {
    summary: 'says yes to everything and quotes the first words of the answer',
    reply: ({ records }) => {
      const quote = /\S+(\s+\S+){0,4}/.exec(records.candidate)?.[0] ?? '';
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

function spoken(verdicts: readonly SpokenVerdict[]): { readonly text: string } {
  return { text: JSON.stringify({ verdicts }) };
}

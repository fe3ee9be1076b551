import { imagesOf, textOf } from './chat-request.js';
import type { IncomingChat } from './chat-request.js';
import { plainReply } from './miner-reply.js';
import type { MinerReply } from './miner-reply.js';
import { pictureColour } from './picture-colour.js';

const longestCount = 50_000;
const longestLastingSeconds = 3_600;

/**
 * The few things the embedded miner can do without knowing a task, each read off the last message alone: count, name the
 * colour of a picture, hand back a text as a file, work step by step. Undefined: none of them was asked for.
 */
export function replyBySkill({ messages }: IncomingChat): MinerReply | undefined {
  const last = messages.findLast(({ role }) => role === 'user');
  if (last === undefined) return undefined;
  const text = textOf(last.content);
  return (
    nameColour(text, imagesOf(last.content)) ?? handBackFile(text) ?? count(text) ?? workStepByStep(text)
  );
}

/** `Count from 1 to 20`, perhaps `for at least 300 seconds`. */
function count(text: string): MinerReply | undefined {
  const [, first = '', last = ''] = /\bcount from (\d{1,6}) to (\d{1,6})\b/i.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (first === '' || to < from || to - from >= longestCount) return undefined;
  const lines = Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  const seconds = Number(/\bat least (\d{1,4}(?:\.\d{1,3})?) seconds\b/i.exec(text)?.[1] ?? 0);
  const reply = plainReply(lines.join('\n'));
  return seconds > 0 && seconds <= longestLastingSeconds
    ? { ...reply, effort: { kind: 'lasting', ms: 1_000 * seconds } }
    : reply;
}

function nameColour(text: string, images: readonly string[]): MinerReply | undefined {
  if (!/\bcolou?r\b/i.test(text) || images.length === 0) return undefined;
  const colours = images.map((image) => pictureColour(image) ?? 'unknown');
  return plainReply(`ANSWER: ${colours.join(', ')}`);
}

/** `… as a file artifact of type text/csv` with the text in a fenced block. */
function handBackFile(text: string): MinerReply | undefined {
  const [, mimeType] = /\bartifact of (?:the )?type ([a-z]{1,20}\/[\w.+-]{1,60})/i.exec(text) ?? [];
  const [, , body] = /^```([\w-]{0,20})\n([\s\S]{0,100000}?)^```$/m.exec(text) ?? [];
  if (mimeType === undefined || body === undefined) return undefined;
  const url = `data:${mimeType};base64,${Buffer.from(body, 'utf8').toString('base64')}`;
  return {
    ...plainReply('Here is the file.'),
    artifacts: [{ id: 'file-1', type: 'file', mimeType, url }],
  };
}

function workStepByStep(text: string): MinerReply | undefined {
  if (!/\bstep by step\b/i.test(text)) return undefined;
  return {
    ...plainReply('I compared the ways, checked every day of the plan, and kept the one that fits best.'),
    effort: { kind: 'work' },
  };
}

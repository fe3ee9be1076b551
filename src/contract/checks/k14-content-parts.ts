import { randomInt } from 'node:crypto';
import type { ContentPart } from '../../target/exchange.js';
import { capture, described } from '../capture.js';
import type { Check, CheckContext, Observation } from '../check.js';
import { plainPicture } from '../plain-picture.js';
import { chatPath, shortPrompt, streamRequest } from '../requests.js';

const colours = {
  red: [224, 16, 16],
  green: [16, 144, 32],
  blue: [16, 32, 224],
  yellow: [248, 224, 16],
} as const;
const names = Object.keys(colours) as (keyof typeof colours)[];
const question = 'Which colour fills this picture: red, green, blue or yellow? Answer with that one word.';

export const contentParts: Check = {
  id: 'K14',
  level: 'must',
  title: 'Content parts and images',
  async run(context) {
    return {
      sent: `POST ${chatPath} with content: [text], then with [text, image_url] and a PNG of one colour as data URL: "${question}"`,
      limit: 'both answered; the answer names the colour',
      ...(await seen(context)),
    };
  },
};

async function seen(context: CheckContext): Promise<Pick<Observation, 'verdict' | 'came' | 'fix'>> {
  const text: readonly ContentPart[] = [{ type: 'text', text: shortPrompt }];
  const { exchange: plain } = await capture(context, streamRequest(context, text));
  const accept = 'Accept content as a string and as a list of text and image_url parts, data URLs included.';
  if (plain.outcome.status !== 'ok')
    return { verdict: 'fail', came: `to text parts: ${described(plain)}`, fix: accept };
  const colour = names[randomInt(names.length)] ?? 'red';
  const picture: readonly ContentPart[] = [
    { type: 'text', text: question },
    { type: 'image_url', image_url: { url: plainPicture(colours[colour]) } },
  ];
  const { exchange } = await capture(context, streamRequest(context, picture));
  if (exchange.outcome.status !== 'ok')
    return { verdict: 'fail', came: `to an image: ${described(exchange)}`, fix: accept };
  const said = exchange.reply.content.toLowerCase();
  const named = names.filter((name) => new RegExp(`\\b${name}\\b`).test(said));
  const answer = `"${context.excerpt(exchange.reply.content)}"`;
  if (named.length === 1 && named[0] === colour)
    return { verdict: 'pass', came: `a ${colour} picture was called ${answer}` };
  const fix = 'Hand the image to a model that can see, or a tool that can: image tasks score 0 without.';
  return { verdict: 'warn', came: `a ${colour} picture was called ${answer}`, fix };
}

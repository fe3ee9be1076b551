import { described, hasStream } from '../capture.js';
import type { Check, Observation } from '../check.js';
import { sentStream, shortPrompt } from '../requests.js';
import type { Exchange } from '../../target/exchange.js';

export const done: Check = {
  id: 'K05',
  level: 'must',
  title: '[DONE] comes last',
  async run({ shortStream }) {
    const { exchange } = await shortStream();
    return { sent: sentStream(shortPrompt), limit: '[DONE] once, and no data after it', ...seen(exchange) };
  },
};

function seen(exchange: Exchange): Pick<Observation, 'verdict' | 'came' | 'fix'> {
  const isDone = exchange.timeline.events.some(({ kind }) => kind === 'done');
  if (!isDone) {
    const came = hasStream(exchange) ? 'the stream ended without [DONE]' : described(exchange);
    return {
      verdict: 'fail',
      came,
      fix: 'Write "data: [DONE]" and two line feeds as the end of every stream.',
    };
  }
  if (exchange.flags.includes('data_after_done')) {
    const fix = 'Send everything, usage too, before [DONE]: clients stop reading there.';
    return { verdict: 'fail', came: 'data followed [DONE]', fix };
  }
  return { verdict: 'pass', came: '[DONE] as the last event' };
}

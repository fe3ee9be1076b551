import { startMiner, type MinerOptions, type RunningMiner } from '../../src/mock/miner.js';
import { sample, suiteOf, task } from './mock-suite.js';

/** A longish answer with what clients stumble over: line breaks, several bytes a character, a word that comes in halves. */
export const longAnswer = Array.from(
  { length: 24 },
  (_, line) => `${line}. Grüße, 你好 🌍, word-${line}`,
).join('\n');

const suite = suiteOf([
  task('talk', { turns: ['Talk.'], oracle: [sample(longAnswer)] }),
  task('weather', {
    turns: ['Weather in Ghent?'],
    oracle: [
      sample(
        {
          content: '',
          toolCalls: [{ name: 'weather', arguments: { city: 'Ghent', days: 2 } }],
          artifacts: [],
        },
        'It rains.',
      ),
    ],
  }),
]);

/** The embedded miner for clients of other makers: it answers `Talk.` and, with a tool, `Weather in Ghent?`. */
export function startPeerMiner(options: Partial<MinerOptions> = {}): Promise<RunningMiner> {
  return startMiner({ profile: 'instant', suites: [suite], seed: 'peers', ...options });
}

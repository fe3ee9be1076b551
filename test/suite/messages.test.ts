import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openAssets } from '../../src/suite/assets.js';
import { fillTask } from '../../src/suite/fill-task.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { firstMessages, promptTexts, toolDefinitions, turnMessage } from '../../src/suite/messages.js';

const suite = await loadSuite('fixtures/suites/valid/mini', { searchPath: [] });
const filled = (id: string) =>
  fillTask(
    suite.tasks.find((task) => task.id === id)!,
    0,
    'nx-abcdefgh',
  );
const asset = openAssets(suite);

test('the conversation opens with the system text and the first turn', async () => {
  const messages = await firstMessages(filled('total-of-two'), asset);
  expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
  expect(messages[0]?.content).toBe('You add numbers.');
  expect(messages[1]?.content).toContain('What is 19 + 23? Quote nx-abcdefgh.');
});

test('pictures follow the text as data URLs of their own type', async () => {
  const [message, ...others] = await firstMessages(filled('left-picture'), asset);
  const bytes = await readFile('fixtures/suites/valid/mini/assets/left.png');
  expect(others).toEqual([]);
  expect(message?.content).toEqual([
    { type: 'text', text: 'Which word is in the picture? Last line `ANSWER: <word>`.' },
    { type: 'image_url', image_url: { url: `data:image/png;base64,${bytes.toString('base64')}` } },
  ]);
});

test('later turns come one by one, and after the last there is none', () => {
  const task = filled('late-change');
  expect(turnMessage(task, 1)).toEqual({
    role: 'user',
    content: expect.stringContaining('moved to 11') as string,
  });
  expect(turnMessage(task, 2)).toBeUndefined();
  expect(promptTexts(task)).toHaveLength(2);
});

test('tools are declared as the wire wants them, and not at all where there are none', () => {
  expect(toolDefinitions(filled('stock-level'))).toMatchObject([
    { type: 'function', function: { name: 'stock', parameters: { required: ['part'] } } },
  ]);
  expect(toolDefinitions(filled('total-of-two'))).toBeUndefined();
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { conversationOf } from '../../src/mock/conversation.js';
import { readChat } from '../../src/mock/chat-request.js';
import { openOracleBook } from '../../src/mock/oracle-book.js';
import type { OracleBook } from '../../src/mock/oracle-book.js';
import { openAssets } from '../../src/suite/assets.js';
import { fillTask } from '../../src/suite/fill-task.js';
import { firstMessages } from '../../src/suite/messages.js';
import { drawNonce } from '../../src/suite/variant.js';
import type { FilledTask, Suite, Task } from '../../src/suite/task.js';
import type { ChatMessage } from '../../src/target/exchange.js';
import { sample, says, suiteOf, task } from '../support/mock-suite.js';

const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oracle-book-'));
  await writeFile(
    join(folder, 'a.png'),
    [...png, 1].map((byte) => String.fromCharCode(byte)).join(''),
    'latin1',
  );
  await writeFile(
    join(folder, 'b.png'),
    [...png, 2].map((byte) => String.fromCharCode(byte)).join(''),
    'latin1',
  );
});

afterAll(() => rm(folder, { recursive: true }));

async function opening(filled: FilledTask): Promise<readonly ChatMessage[]> {
  return firstMessages(filled, openAssets({ folder }));
}

function ask(book: OracleBook, messages: readonly ChatMessage[]): string | undefined {
  const read = readChat(JSON.stringify({ model: 'm', messages }));
  if (read.kind === 'bad') throw new Error(read.message);
  return book.next(conversationOf(read.chat))?.content;
}

async function openBook(tasks: readonly Task[], { accuracy = 1, seed = 's' } = {}): Promise<OracleBook> {
  const suite: Suite = suiteOf(tasks, folder);
  return openOracleBook({ suites: [suite], seed, accuracy });
}

function assistant(content: string): ChatMessage {
  return { role: 'assistant', content };
}

const image = (id: string, path: string) => task(id, { turns: ['How many?'], images: [path], pair: 'p' });

describe('the oracle book', () => {
  test('finds a task by its messages, and no other', async () => {
    const book = await openBook([task('one', { system: 'Be brief.' }), task('two')]);
    expect(
      ask(book, [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Do one.' },
      ]),
    ).toBe('right one');
    expect(ask(book, [{ role: 'user', content: 'Do one.' }])).toBeUndefined();
    expect(ask(book, [{ role: 'user', content: 'Do two.' }])).toBe('right two');
    expect(ask(book, [{ role: 'user', content: 'Do three.' }])).toBeUndefined();
    expect(ask(book, [{ role: 'system', content: 'x' }])).toBeUndefined();
  });

  test('tells variants apart by what they put in the prompt', async () => {
    const asked = task('sum', {
      turns: ['Add {{a}} and 2.'],
      oracle: [sample('ANSWER: {{sum}}')],
      variants: [
        { a: 1, sum: 3 },
        { a: 5, sum: 7 },
      ],
    });
    const book = await openBook([asked]);
    expect(ask(book, await opening(fillTask(asked, 1, 'nx-aaaaaaaa')))).toBe('ANSWER: 7');
    expect(ask(book, await opening(fillTask(asked, 0, 'nx-aaaaaaaa')))).toBe('ANSWER: 3');
  });

  test('tells twins apart by their images alone', async () => {
    const twins = [
      image('a', 'a.png'),
      { ...image('b', 'b.png'), oracle: [sample('another answer')] },
    ] as const;
    const book = await openBook(twins);
    expect(ask(book, await opening(fillTask(twins[0], 0, 'nx-aaaaaaaa')))).toBe('right a');
    expect(ask(book, await opening(fillTask(twins[1], 0, 'nx-aaaaaaaa')))).toBe('another answer');
    expect(ask(book, [{ role: 'user', content: 'How many?' }])).toBeUndefined();
  });

  test('puts the nonce of the request into its answer', async () => {
    const asked = task('nonce', {
      turns: ['Repeat {{nonce}}, and not nx-decoy000.'],
      oracle: [sample('It is {{nonce}}.')],
    });
    const book = await openBook([asked]);
    for (const repeat of [0, 1]) {
      const nonce = drawNonce({ seed: 'x', taskId: 'nonce', repeat });
      expect(ask(book, await opening(fillTask(asked, 0, nonce)))).toBe(`It is ${nonce}.`);
    }
  });

  test('goes through tool rounds and takes the nonce from a tool’s result', async () => {
    const call = { content: '', toolCalls: [{ name: 'look', arguments: { at: '{{room}}' } }], artifacts: [] };
    const asked = task('rooms', {
      turns: ['Look for the code.'],
      tools: [
        {
          name: 'look',
          description: '',
          parameters: {},
          responses: [{ result: { code: '{{nonce}}', room: '{{room}}' } }],
        },
      ],
      oracle: [sample(call, says('{{room}}: {{nonce}}'))],
      variants: [{ room: 'red' }, { room: 'blue' }],
    });
    const book = await openBook([asked]);
    const user = { role: 'user', content: 'Look for the code.' } as const;
    const toolCall = { id: 'c', type: 'function', function: { name: 'look', arguments: '{}' } } as const;
    const messages: readonly ChatMessage[] = [
      user,
      { role: 'assistant', content: null, tool_calls: [toolCall] },
      { role: 'tool', tool_call_id: 'c', content: '{"code":"nx-k3k3k3k3","room":"blue"}' },
    ];
    expect(ask(book, [user])).toBe('');
    expect(ask(book, messages)).toBe('blue: nx-k3k3k3k3');
  });

  test('acknowledges early turns where the sample has only the last answer', async () => {
    const asked = task('turns', {
      turns: ['One is {{x}}.', 'Two is 2.', 'Sum?'],
      oracle: [sample('ANSWER: {{sum}}')],
      variants: [
        { x: 1, sum: 3 },
        { x: 4, sum: 6 },
      ],
    });
    const book = await openBook([asked]);
    const first: readonly ChatMessage[] = [{ role: 'user', content: 'One is 4.' }];
    const second: readonly ChatMessage[] = [
      ...first,
      assistant('Noted.'),
      { role: 'user', content: 'Two is 2.' },
    ];
    const third: readonly ChatMessage[] = [...second, assistant('Noted.'), { role: 'user', content: 'Sum?' }];
    expect([first, second, third].map((messages) => ask(book, messages))).toEqual([
      'Noted.',
      'Noted.',
      'ANSWER: 6',
    ]);
    expect(
      ask(book, [...third, assistant('ANSWER: 6'), { role: 'user', content: 'Other?' }]),
    ).toBeUndefined();
  });

  test('tells variants apart by later turns', async () => {
    const asked = task('late', {
      turns: ['Hello.', 'It is {{x}}.'],
      oracle: [sample('Hi.', '{{x}}!')],
      variants: [{ x: 'red' }, { x: 'blue' }],
    });
    const book = await openBook([asked]);
    const messages: readonly ChatMessage[] = [
      { role: 'user', content: 'Hello.' },
      assistant('Hi.'),
      { role: 'user', content: 'It is blue.' },
    ];
    expect(ask(book, messages.slice(0, 1))).toBe('Hi.');
    expect(ask(book, messages)).toBe('blue!');
  });

  test('repeats its last words when it is asked beyond its end', async () => {
    const book = await openBook([task('one')]);
    const messages: readonly ChatMessage[] = [{ role: 'user', content: 'Do one.' }, assistant('right one')];
    expect(ask(book, messages)).toBe('right one');
  });

  test('uses the phrasings as well as the oracle', async () => {
    const tasks = Array.from({ length: 40 }, (_, index) =>
      task(`t${index}`, { oracle: [sample('oracle'), sample('phrasing')] }),
    );
    const book = await openBook(tasks);
    const answers = tasks.map(({ id }) => ask(book, [{ role: 'user', content: `Do ${id}.` }]));
    expect(new Set(answers)).toEqual(new Set(['oracle', 'phrasing']));
  });
});

describe('accuracy', () => {
  const tasks = Array.from({ length: 400 }, (_, index) => task(`t${index}`));
  const rightShare = async (accuracy: number, seed = 's') => {
    const book = await openBook(tasks, { accuracy, seed });
    const answers = tasks.map(({ id }) => ask(book, [{ role: 'user', content: `Do ${id}.` }]));
    return answers.filter((answer) => answer?.startsWith('right')).length / tasks.length;
  };

  test('is the share of right answers', async () => {
    expect(await rightShare(1)).toBe(1);
    expect(await rightShare(0)).toBe(0);
    expect(Math.abs((await rightShare(0.8)) - 0.8)).toBeLessThan(0.06);
    expect(Math.abs((await rightShare(0.5, 'other')) - 0.5)).toBeLessThan(0.08);
  });

  test.each(Array.from({ length: 10 }, (_, seed) => `seed ${seed}`))(
    'is met closely in a small category, too: %s',
    async (seed) => {
      const few = tasks.slice(0, 20);
      const book = await openBook(few, { accuracy: 0.35, seed });
      const right = few.filter(({ id }) =>
        ask(book, [{ role: 'user', content: `Do ${id}.` }])?.startsWith('right'),
      );
      expect(Math.abs(right.length - 7)).toBeLessThanOrEqual(1);
    },
  );

  test('is drawn once for an attempt: all its exchanges are right or all are wrong', async () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      task(`m${index}`, {
        turns: [`Start ${index}.`, 'Go on.', 'End.'],
        oracle: [sample('right', 'right', 'right')],
        wrong: [sample('wrong', 'wrong', 'wrong')],
      }),
    );
    const book = await openBook(many, { accuracy: 0.5 });
    const attempts = many.map(({ turns }) =>
      turns.map((_, last) =>
        ask(
          book,
          turns
            .slice(0, last + 1)
            .flatMap((content, at): readonly ChatMessage[] => [
              ...(at === 0 ? [] : [assistant('…')]),
              { role: 'user', content },
            ]),
        ),
      ),
    );
    for (const answers of attempts) expect(new Set(answers).size).toBe(1);
    expect(new Set(attempts.flat())).toEqual(new Set(['right', 'wrong']));
  });

  test('is drawn once for a pair, whatever the variants: both twins are right or both wrong', async () => {
    const pairs = Array.from({ length: 40 }, (_, index) => {
      const pair = `p${index}`;
      const turns = [`{{x}} of ${pair}?`];
      return [
        task(`${pair}-a`, { pair, turns, variants: [{ x: 'A' }, { x: 'AA' }] }),
        task(`${pair}-b`, { pair, turns, variants: [{ x: 'B' }] }),
      ] as const;
    });
    const book = await openBook(pairs.flat(), { accuracy: 0.5 });
    const isRight = (x: string, pair: string) =>
      ask(book, [{ role: 'user', content: `${x} of ${pair}?` }])?.startsWith('right') === true;
    const draws = pairs.map((_, index) => ['A', 'AA', 'B'].map((x) => isRight(x, `p${index}`)));
    for (const twins of draws) expect(new Set(twins).size).toBe(1);
    const rightPairs = draws.filter(([first]) => first).length;
    expect(rightPairs).toBeGreaterThan(10);
    expect(rightPairs).toBeLessThan(30);
  });
});

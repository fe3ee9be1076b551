import { expect, test } from 'vitest';
import { readTimeline } from '../../src/target/read-timeline.js';
import { ReplyCollection, replyOf } from '../../src/target/reply.js';
import { contentFrame, deltaFrame, oneRead } from '../support/stamped-reads.js';

const piece = { index: undefined, id: '', name: '', argumentsText: '', isWhole: false };

test('the reply can be put together again from what a record keeps', () => {
  const { timeline, reply } = readTimeline(
    oneRead(
      deltaFrame({ reasoning: 'hm' }) +
        contentFrame('Hel') +
        contentFrame('lo') +
        deltaFrame({ refusal: 'no' }, 'stop'),
    ),
  );
  const recorded = timeline.events.map((event) => ({ ...event }));

  expect(replyOf(recorded, { toolCalls: [], artifacts: [], finishReasons: ['stop'] })).toEqual(reply);
  expect(reply).toMatchObject({ content: 'Hello', reasoning: 'hm', refusal: 'no' });
});

test('a piece with an id goes to the call of that id', () => {
  const reply = new ReplyCollection();
  reply.addToolCall({ ...piece, id: 'a', name: 'f' });
  reply.addToolCall({ ...piece, id: 'b', name: 'g' });
  expect(reply.addToolCall({ ...piece, id: 'a', argumentsText: '{}' })).toEqual({ item: 0, text: '{}' });
  expect(reply.addToolCall({ ...piece, argumentsText: '[]' })).toEqual({ item: 1, text: '[]' });

  expect(reply.parts().toolCalls).toEqual([
    { id: 'a', name: 'f', argumentsText: '{}' },
    { id: 'b', name: 'g', argumentsText: '[]' },
  ]);
});

test('a new id without a name continues the call of its index', () => {
  const reply = new ReplyCollection();
  reply.addToolCall({ ...piece, index: 0, id: 'a', name: 'f' });
  reply.addToolCall({ ...piece, index: 0, id: 'zz', argumentsText: '{}' });

  expect(reply.parts().toolCalls).toEqual([{ id: 'a', name: 'f', argumentsText: '{}' }]);
});

test('an index of any size costs one call', () => {
  const reply = new ReplyCollection();
  reply.addToolCall({ ...piece, index: Number.MAX_SAFE_INTEGER, name: 'f' });

  expect(reply.parts().toolCalls).toEqual([{ id: 'call_0', name: 'f', argumentsText: '' }]);
});

test('calls that all have index 0 and no id are told apart once the arguments before are whole', () => {
  const reply = new ReplyCollection();
  reply.addToolCall({ ...piece, index: 0, name: 'f', argumentsText: '{"a":1}' });
  reply.addToolCall({ ...piece, index: 0, name: 'f', argumentsText: '{"a":2}' });
  reply.addToolCall({ ...piece, index: 0, name: 'g', argumentsText: '' });
  reply.addToolCall({ ...piece, index: 0, argumentsText: '{}' });

  expect(reply.parts().toolCalls.map(({ name, argumentsText }) => name + argumentsText)).toEqual([
    'f{"a":1}',
    'f{"a":2}',
    'g{}',
  ]);
});

test('a name repeated over the pieces of one call opens no other', () => {
  const reply = new ReplyCollection();
  for (const argumentsText of ['{"a":', '1}', ''])
    reply.addToolCall({ ...piece, index: 0, name: 'f', argumentsText });

  expect(reply.parts().toolCalls).toMatchObject([{ name: 'f', argumentsText: '{"a":1}' }]);
});

import type { Sample, SampleExchange, Suite, Task } from '../../src/suite/task.js';

export function says(content: string): SampleExchange {
  return { content, toolCalls: [], artifacts: [] };
}

export function sample(...exchanges: readonly (string | SampleExchange)[]): Sample {
  return {
    exchanges: exchanges.map((exchange) => (typeof exchange === 'string' ? says(exchange) : exchange)),
  };
}

/** A task of one turn; its oracle is `right <id>`, its wrong answer `wrong <id>`. */
export function task(id: string, changes: Partial<Task> = {}): Task {
  return {
    id,
    category: 'chat',
    class: 'chat',
    template: id,
    difficulty: 'easy',
    turns: [`Do ${id}.`],
    images: [],
    tools: [],
    maxRounds: 6,
    target: {},
    request: {},
    graders: [],
    oracle: [sample(`right ${id}`)],
    wrong: [sample(`wrong ${id}`)],
    variants: [{}],
    ...changes,
  };
}

export function suiteOf(tasks: readonly Task[], folder = '/nowhere'): Suite {
  return {
    card: {
      name: 'test/mock',
      title: 'For tests',
      version: '1.0.0',
      licence: 'CC0',
      canary: '',
      provenance: '',
      knownWeaknesses: [],
      visibility: 'public',
      categories: { chat: { feeds: 'quality', kinds: [] } },
    },
    tasks,
    digest: '0'.repeat(64),
    taskDigests: new Map(),
    folder,
  };
}

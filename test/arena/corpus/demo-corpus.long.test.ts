import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileURLToPath } from 'node:url';
import { evaluate } from '../../../src/arena/corpus/evaluate.js';
import { knownAnswers, type KnownAnswer } from '../../../src/arena/corpus/known-answers.js';
import { loadCorpus, type Corpus } from '../../../src/arena/corpus/load-corpus.js';
import type { CorpusCase } from '../../../src/arena/corpus/corpus-schema.js';
import { openBoundedChecks } from '../../../src/graders/bounded-checks.js';

const folder = fileURLToPath(new URL('../../../suites/arena-demo', import.meta.url));

describe('the corpus of the arena’s demo', () => {
  let corpus: Corpus;
  let bounded: Awaited<ReturnType<typeof openBoundedChecks>>;
  beforeAll(async () => {
    corpus = await loadCorpus(folder);
    bounded = await openBoundedChecks();
  });
  afterAll(() => bounded[Symbol.asyncDispose]());

  const known = (one: CorpusCase): KnownAnswer | undefined =>
    knownAnswers(corpus)(JSON.stringify({ input_data: one.inputData, task: one.task, more: 1 }));

  async function verdictOn(one: CorpusCase, answer: KnownAnswer | undefined) {
    const submission = {
      status: 'completed',
      output: answer?.output ?? null,
      finalUrl: answer?.finalUrl ?? null,
    };
    return evaluate(one, submission, { bounded, pageState: (url) => corpus.pages.get(url) });
  }

  test('has cases enough, over several hosts', () => {
    const hosts = corpus.cases.map(({ entrypoint }) => new URL(entrypoint.url).hostname);

    expect(corpus.cases.length).toBeGreaterThanOrEqual(10);
    expect(new Set(hosts).size).toBeGreaterThanOrEqual(3);
  });

  test('every case can be passed, by the answer that its checkpoints want', async () => {
    for (const one of corpus.cases)
      expect({ id: one.id, ...(await verdictOn(one, known(one))) }).toMatchObject({
        id: one.id,
        verdict: 'pass',
        score: 1,
      });
  });

  test('no answer passes two cases, and none that says nothing passes one', async () => {
    const nothing = [null, {}, [], '', 0, true].map((output) => ({ output, finalUrl: undefined }));
    for (const one of corpus.cases) {
      const others = corpus.cases.filter(({ id }) => id !== one.id).map(known);
      for (const answer of [...others, ...nothing])
        expect((await verdictOn(one, answer)).verdict).toBe('fail');
    }
  });

  test('a task that is not in it has no known answer', () => {
    expect(knownAnswers(corpus)('{"task":"another"}')).toBeUndefined();
    expect(knownAnswers(corpus)('no JSON')).toBeUndefined();
  });
});

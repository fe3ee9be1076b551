import { parentPort } from 'node:worker_threads';
import type { BoundedQuestion, BoundedReply } from './bounded-messages.js';
import { collectMatches, wholeExpression } from './collect-matches.js';
import { compileSchema } from './schema-check.js';

/** The worker thread of `bounded-checks`: answers one question after another and is killed when it takes too long. */

const compiled = new Map<string, ReturnType<typeof compileSchema>>();
const maxCompiled = 64;

function answerTo(question: BoundedQuestion): BoundedReply {
  try {
    const work = compile(question);
    reply({ kind: 'compiled' });
    return work();
  } catch (error) {
    return { kind: 'refused', problem: error instanceof Error ? error.message : String(error) };
  }
}

function compile(question: BoundedQuestion): () => BoundedReply {
  switch (question.kind) {
    case 'match': {
      const expression = new RegExp(question.pattern, `${question.flags}g`);
      return () => ({ kind: 'matches', matches: collectMatches(expression, question.text) });
    }
    case 'whole': {
      const expression = wholeExpression(question.pattern, question.flags);
      return () => ({ kind: 'whole', isMatch: question.texts.map((text) => expression.test(text)) });
    }
    case 'validate': {
      const validate = validatorOf(question);
      return () => ({ kind: 'problems', problems: validate(question.value) });
    }
  }
}

function validatorOf({ schema }: BoundedQuestion & { kind: 'validate' }): ReturnType<typeof compileSchema> {
  const key = JSON.stringify(schema);
  const known = compiled.get(key);
  if (known !== undefined) return known;
  if (compiled.size >= maxCompiled) compiled.clear();
  const validate = compileSchema(schema);
  compiled.set(key, validate);
  return validate;
}

function reply(message: BoundedReply): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', (question: BoundedQuestion) => reply(answerTo(question)));
// Loads the schema compiler before the first deadline starts.
compileSchema({});
reply({ kind: 'ready' });

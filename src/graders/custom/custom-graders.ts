import { Worker } from 'node:worker_threads';
import { workerUrl } from '../../lib/worker-url.js';
import type { JsonObject } from '../../lib/json.js';
import type { AnswerExchange } from '../answer.js';
import { customGradeSchema } from './custom-grade.js';
import type { CustomGrade } from './custom-grade.js';

/** Runs graders that a suite's author wrote in JavaScript. That is code of the host: only where the user allowed it. */
export interface CustomGraders {
  /** Never rejects: a module that throws, hangs, ends its thread or says nonsense is `broken`. */
  grade(question: CustomQuestion): Promise<CustomReply>;
}

export interface CustomQuestion {
  /** Source of an ES module that exports `grade({ answer, options })`; it may import `node:` modules and nothing else. */
  readonly source: string;
  readonly answer: CustomAnswer;
  readonly options: JsonObject;
}

/** An answer as plain data. */
export interface CustomAnswer {
  /** Of the last reply. */
  readonly content: string;
  readonly exchanges: readonly Pick<AnswerExchange, 'reply' | 'toolResults'>[];
  readonly promptTexts: readonly string[];
}

export type CustomReply =
  | { readonly kind: 'graded'; readonly grade: CustomGrade }
  | { readonly kind: 'broken'; readonly what: string };

export interface CustomGradersOptions {
  /** From the start of the thread to its grade, ms. */
  readonly deadlineMs?: number;
}

const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };
/** Threads at a time; the rest of the machine measures. */
const maxThreads = 2;

/** Each grade in a thread of its own, without environment, ended with its first word or at the deadline. */
export function openCustomGraders({ deadlineMs = 10_000 }: CustomGradersOptions = {}): CustomGraders {
  let running = 0;
  const waiting: (() => void)[] = [];
  return {
    async grade(question) {
      if (running >= maxThreads) await new Promise<void>((resolve) => waiting.push(resolve));
      running++;
      try {
        return await gradeInThread(question, deadlineMs);
      } finally {
        running--;
        waiting.shift()?.();
      }
    },
  };
}

async function gradeInThread(question: CustomQuestion, deadlineMs: number): Promise<CustomReply> {
  const worker = new Worker(workerUrl('./custom-worker.js', import.meta.url), {
    workerData: question,
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    resourceLimits,
  });
  // What it prints would stand in the middle of the program's own output.
  worker.stdout.resume();
  worker.stderr.resume();
  try {
    return await firstWord(worker, deadlineMs);
  } finally {
    await worker.terminate();
  }
}

function firstWord(worker: Worker, deadlineMs: number): Promise<CustomReply> {
  return new Promise((resolve) => {
    const broken = (what: string) => settle({ kind: 'broken', what });
    const clock = setTimeout(() => broken(`it took over ${deadlineMs} ms`), deadlineMs);
    worker
      .once('message', (message: unknown) => settle(readReply(message)))
      .once('messageerror', () => broken('its reply cannot be read'))
      // Stays: a dying thread may send a second one, and without a listener that would end the program.
      .on('error', (error) => broken(error.message))
      .once('exit', () => broken('its thread ended without a grade'));
    function settle(reply: CustomReply): void {
      clearTimeout(clock);
      resolve(reply);
    }
  });
}

function readReply(message: unknown): CustomReply {
  const { success, data, error } = customGradeSchema.safeParse(message);
  if (!success) {
    const [issue] = error.issues;
    return {
      kind: 'broken',
      what: `its grade cannot be used: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    };
  }
  return 'failure' in data ? { kind: 'broken', what: data.failure } : { kind: 'graded', grade: data.grade };
}

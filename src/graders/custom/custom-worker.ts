import { parentPort, workerData } from 'node:worker_threads';

/** The thread of one custom grade: loads the module, asks it once, says what came of it. */

async function graded(): Promise<unknown> {
  const { source, ...question } = workerData as { readonly source: string };
  const url = `data:text/javascript;base64,${Buffer.from(source).toString('base64')}`;
  const module = (await import(url)) as Readonly<Record<string, unknown>>;
  const { grade } = module;
  if (typeof grade !== 'function') throw new Error('it exports no function `grade`');
  const given: unknown = await Reflect.apply(grade, undefined, [question]);
  return given;
}

try {
  parentPort?.postMessage({ grade: await graded() });
} catch (error) {
  parentPort?.postMessage({
    failure: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  });
}

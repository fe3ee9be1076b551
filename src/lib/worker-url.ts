/**
 * Where a worker thread's compiled file lies. Threads run plain JavaScript, so a module that tests load from `src`
 * starts its worker from `dist` (the test command builds first).
 */
export function workerUrl(file: string, importMetaUrl: string): URL {
  const beside = new URL(file, importMetaUrl);
  if (!importMetaUrl.endsWith('.ts')) return beside;
  return new URL(beside.href.replace('/src/', '/dist/'));
}

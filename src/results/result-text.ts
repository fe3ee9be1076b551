import type { RunResult } from './run-result.js';

/** `result.json`: a row a line, a third less than a value a line takes, and still to be read and searched by people. */
export function resultText({ tasks, attempts, ...head }: RunResult): string {
  const opened = JSON.stringify(head, null, 2).slice(0, -2);
  return `${opened},\n${asRows('tasks', tasks)},\n${asRows('attempts', attempts)}\n}\n`;
}

function asRows(name: string, rows: readonly unknown[]): string {
  if (rows.length === 0) return `  "${name}": []`;
  return `  "${name}": [\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`;
}

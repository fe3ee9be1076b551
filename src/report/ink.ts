import { Chalk } from 'chalk';

/** What colour means here, in one place. Without colour every function gives its text back. */
export interface Ink {
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly good: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly bar: (text: string) => string;
}

/** Whether to use colour is the caller's to find out (NO_COLOR, FORCE_COLOR, terminal): chalk would not ask NO_COLOR. */
export function openInk(color: boolean): Ink {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  return {
    strong: (text) => chalk.bold(text),
    quiet: (text) => chalk.dim(text),
    good: (text) => chalk.green(text),
    warn: (text) => chalk.yellow(text),
    bad: (text) => chalk.red(text),
    bar: (text) => chalk.cyan(text),
  };
}

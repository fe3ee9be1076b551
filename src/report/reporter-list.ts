/** Every form in which something can be told: to people, to CI servers, to programs. */
export const reporterNames = [
  'table',
  'markdown',
  'json',
  'csv',
  'jsonl',
  'junit',
  'github',
  'html',
] as const;
export type ReporterName = (typeof reporterNames)[number];

export interface Reporter {
  readonly name: ReporterName;
  /** Undefined: stdout. For `github`, whose annotations go to stderr: no file for a comment's text. */
  readonly path: string | undefined;
}

export interface ReporterList {
  readonly reporters: readonly Reporter[];
  /** One sentence each; empty where the list can be used. */
  readonly problems: readonly string[];
}

export const reporterForms = `a list of reporters, each NAME or NAME=PATH: ${reporterNames.join(', ')}`;

/** Reads `table`, `junit=path` and `json=-` (stdout), commas between them; at most one may write to stdout. */
export function readReporterList(texts: readonly string[]): ReporterList {
  const items = texts.flatMap((text) => text.split(/[,\n]/)).map((item) => item.trim());
  const read = items.filter((item) => item !== '').map(readReporter);
  const reporters = read.flatMap((item) => (typeof item === 'string' ? [] : [item]));
  const problems = read.flatMap((item) => (typeof item === 'string' ? [item] : []));
  return { reporters, problems: [...problems, ...clashes(reporters)] };
}

/** As it is written in a list. */
export function reporterText({ name, path }: Reporter): string {
  return path === undefined ? name : `${name}=${path}`;
}

/** Whether its text goes to stdout. */
export function isOnStdout({ name, path }: Reporter): boolean {
  return path === undefined && name !== 'github';
}

function readReporter(text: string): Reporter | string {
  const at = text.indexOf('=');
  const word = (at < 0 ? text : text.slice(0, at)).trim();
  const name = reporterNames.find((known) => known === word);
  if (name === undefined)
    return `"${word.slice(0, 40)}" is no reporter: there are ${reporterNames.join(', ')}`;
  const path = at < 0 ? '-' : text.slice(at + 1).trim();
  if (path === '') return `${name}= names no file; leave out "=" for stdout`;
  return { name, path: path === '-' ? undefined : path };
}

function clashes(reporters: readonly Reporter[]): readonly string[] {
  const onStdout = reporters.filter(isOnStdout).map(({ name }) => name);
  const paths = reporters.flatMap(({ path }) => path ?? []);
  const twice = new Set(paths.filter((path, index) => paths.indexOf(path) < index));
  return [
    ...(onStdout.length > 1
      ? [
          `only one reporter can write to stdout, not ${onStdout.join(' and ')}: give the others a file, ${onStdout.at(-1) ?? ''}=PATH`,
        ]
      : []),
    ...[...twice].map((path) => `two reporters cannot write to one file, ${path}`),
  ];
}

import { Command, CommanderError, Option } from 'commander';
import { commandRows } from './commands/catalogue.js';
import { commandGroups, type CommandRow, type FlagRow } from './commands/command.js';
import { columnsOf, type Io } from './commands/io.js';
import { BenchError } from './errors/bench-error.js';
import { exitCodes, type ExitReason } from './errors/exit-codes.js';
import { closest } from './lib/closest.js';
import { inertBlock } from './lib/inert.js';
import { packageVersion } from './lib/package-version.js';

export type { Io } from './commands/io.js';

export interface MainInput extends Io {
  /** Without the names of node and of the script. */
  readonly argv: readonly string[];
}

/**
 * The program: picks the command, runs it, and gives the exit code. The only catch that prints: what is the user's or
 * the world's fault as `error:` and `hint:`, a bug with its stack.
 */
export async function main({ argv, ...io }: MainInput): Promise<number> {
  const ending: Ending = { reason: 'ok' };
  try {
    await programFor(io, ending).parseAsync([...argv], { from: 'user' });
  } catch (problem) {
    ending.reason = explain(problem, io, argv);
  }
  return exitCodes[ending.reason].code;
}

interface Ending {
  reason: ExitReason;
}

function programFor(io: Io, ending: Ending): Command {
  const program = new Command('janus-bench')
    .description('Measures, grades and scores OpenAI-compatible agents.')
    .version(packageVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => undefined,
      getOutHelpWidth: () => columnsOf(io.stdout),
      getErrHelpWidth: () => columnsOf(io.stderr),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText('after', exitCodeTable);
  for (const group of commandGroups) {
    program.commandsGroup(`${group}:`);
    for (const row of commandRows.filter((each) => each.group === group))
      addCommand(row, { program, io, ending });
  }
  return program.helpCommand('help [command]', 'show the help of a command');
}

interface Whole {
  readonly program: Command;
  readonly io: Io;
  readonly ending: Ending;
}

function addCommand(row: CommandRow, { program, io, ending }: Whole): void {
  const words = row.name.split(' ');
  const parent = words.slice(0, -1).reduce(parentOf, program);
  const command = parent.command(words.at(-1) ?? row.name).description(row.summary);
  for (const [notation, help] of row.operands ?? []) command.argument(notation, help);
  for (const flag of row.flags) addFlag(command, flag);
  if (row.examples !== undefined)
    command.addHelpText('after', ['', 'Examples:', ...row.examples.map((line) => `  ${line}`)].join('\n'));
  if (row.name === 'run') command.addHelpText('after', exitCodeTable);
  command.action(async () => {
    const act = await row.load();
    ending.reason = await act({
      operands: command.args,
      options: command.opts<Record<string, unknown>>(),
      io,
    });
  });
}

const parentSummaries: Readonly<Record<string, string>> = {
  suite: 'check (lint), prove (selftest), show (preview) and import suites',
  miner: 'the embedded miner (serve), a target to try things on',
  judge: 'the judge: test one (check), compare it with people (calibrate), or serve the embedded one',
  leaderboard: 'the public board: who takes part (register), its runs (add), how it stands (show)',
  arena: 'agents on the same frozen cases around the clock: run it (worker), read it (board, serve)',
};

function parentOf(parent: Command, name: string): Command {
  return (
    parent.commands.find((command) => command.name() === name) ??
    parent.command(name).description(parentSummaries[name] ?? '')
  );
}

function addFlag(command: Command, row: FlagRow): void {
  const { flag, value, help, isMany, isTwoWay, group } = row;
  const text = row.default === undefined ? help : `${help} (default: ${row.default})`;
  const option = new Option(value === undefined ? flag : `${flag} ${operandOf(value)}`, text);
  if (isMany === true)
    option.argParser((more: string, before: readonly string[] | undefined) => [...(before ?? []), more]);
  command.addOption(inGroup(option, group));
  if (isTwoWay === true)
    command.addOption(inGroup(new Option(flag.replace('--', '--no-')).hideHelp(), group));
}

/** A value in brackets may be left out. */
function operandOf(value: string): string {
  return value.startsWith('[') ? value : `<${value}>`;
}

function inGroup(option: Option, group: string | undefined): Option {
  return group === undefined ? option : option.helpGroup(`${group}:`);
}

function exitCodeTable(): string {
  const rows = Object.values(exitCodes).map(
    ({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`,
  );
  return ['', 'Exit codes:', ...rows].join('\n');
}

function explain(problem: unknown, io: Io, argv: readonly string[]): ExitReason {
  if (problem instanceof CommanderError) return explainUsage(problem, io, argv);
  if (!(problem instanceof BenchError)) {
    const stack = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
    io.stderr.write(`${stack}\n`);
    printError(io, 'this is a bug in janus-bench', 'Please report it with the lines above.');
    return 'internal';
  }
  printError(io, problem.message, problem.hint);
  return problem.reason;
}

/** Commander says `error: unknown option '--tmeout'\n(Did you mean --timeout?)`. */
function explainUsage(
  { exitCode, code, message }: CommanderError,
  io: Io,
  argv: readonly string[],
): ExitReason {
  if (exitCode === 0) return 'ok';
  if (code === 'commander.help') return 'usage';
  const [what = '', ...advice] = message.replace(/^error: /, '').split('\n');
  const meant = advice.join(' ').replace(/^\(|\)$/g, '');
  printError(io, what, meant === '' ? helpHint(argv) : meant);
  return 'usage';
}

function helpHint(argv: readonly string[]): string {
  const isAsked = ({ name }: CommandRow) => name.split(' ').every((word, index) => word === argv[index]);
  const asked = commandRows.filter(isAsked).toSorted((a, b) => b.name.length - a.name.length)[0];
  if (asked === undefined) return '`janus-bench --help` lists every command, and each has its own --help.';
  const below = commandRows.map(({ name }) => name).filter((name) => name.startsWith(`${asked.name} `));
  const meant = closest(argv.slice(0, asked.name.split(' ').length + 1).join(' '), below);
  return meant === undefined
    ? `\`janus-bench ${asked.name} --help\` shows how it is used.`
    : `Did you mean ${meant}?`;
}

function printError(io: Io, message: string, hint: string | undefined): void {
  const { lines } = inertBlock(message, { maxChars: 50_000, maxLines: 500 });
  io.stderr.write(`error: ${lines.join('\n')}\n`);
  if (hint !== undefined) io.stderr.write(`hint: ${hint}\n`);
}

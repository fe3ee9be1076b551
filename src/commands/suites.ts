import { inert } from '../lib/inert.js';
import { openInk } from '../report/ink.js';
import { heading, joinPage, labelled, pageColumns } from '../report/page.js';
import { suiteSearchPath } from '../suite/find-suite.js';
import type { SuiteLint } from '../suite/lint-suite.js';
import { listSuites } from '../suite/list-suites.js';
import type { Suite } from '../suite/task.js';
import type { CommandAction } from './command.js';
import { columnsOf, wantsColor, type Io } from './io.js';
import { isOn, readOptions } from './read-options.js';

/** `suites`: every suite that can be named, with its card and digest. */
export const suites: CommandAction = async (call) => {
  const { io } = call;
  const { json } = readOptions(call, { json: isOn });
  const lints = await listSuites({ searchPath: suiteSearchPath(io.env) });
  io.stdout.write(json ? `${JSON.stringify(lints.map(asJson), null, 2)}\n` : renderList(lints, io));
  return 'ok';
};

function asJson({ name, folder, suite, problems }: SuiteLint) {
  const errors = problems.filter(({ level }) => level === 'error').length;
  if (suite === undefined) return { name, folder, errors };
  return { ...suite.card, name, folder, digest: suite.digest, tasks: suite.tasks.length, errors };
}

function renderList(lints: readonly SuiteLint[], io: Io): string {
  const columns = pageColumns(columnsOf(io.stdout));
  const ink = openInk(wantsColor(io.stdout, io.env));
  const lines = lints.flatMap(({ name, folder, suite, problems }) => [
    ...heading(inert(name), suite === undefined ? '' : inert(suite.card.title), ink),
    ...(suite === undefined
      ? [`  ${ink.bad(`${problems.length} problems; see: janus-bench suite lint ${inert(folder)}`)}`]
      : factsOf(suite).flatMap(([label, text]) =>
          labelled({ label, text: inert(text, 2000) }, { columns, labelColumns: 12, ink }),
        )),
  ]);
  return lints.length === 0 ? 'there are no suites\n' : joinPage([...lines.slice(1), '']);
}

function factsOf({ card, tasks, digest }: Suite): readonly (readonly [string, string])[] {
  const categories = Object.entries(card.categories).map(([name, { feeds }]) => {
    const count = tasks.filter(({ category }) => category === name).length;
    return `${name} ${count}${feeds === 'quality' ? '' : ` (${feeds === 'none' ? 'gates efficiency only' : feeds})`}`;
  });
  return [
    ['tasks', `${tasks.length}: ${categories.join(', ')}`],
    ['version', `${card.version}, ${card.visibility}, ${card.licence}`],
    ['digest', digest],
    ['from', card.provenance],
    ...card.knownWeaknesses.map((weakness) => ['weakness', weakness] as const),
  ];
}

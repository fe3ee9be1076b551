import type { CodeSpec } from './code-spec.js';
import { mutantLabel, mutated } from './mutants.js';
import { show } from '../findings.js';

/** What a spec makes impossible, one sentence each. */
export function codeProblems(spec: CodeSpec): readonly string[] {
  return [...caseProblems(spec), ...fileProblems(spec), ...mutantProblems(spec)];
}

function caseProblems({ cases, inputs, reference }: CodeSpec): readonly string[] {
  const open = cases.some(({ returns, throws }) => returns === undefined && throws === undefined);
  return [
    ...(cases.length === 0 && inputs === undefined ? ['it checks nothing: give `cases` or `inputs`'] : []),
    ...(inputs !== undefined && reference === undefined
      ? ['`inputs` need a `reference` to say what is right']
      : []),
    ...(open && reference === undefined
      ? ['a case without `returns` and `throws` needs a `reference` to say what is right']
      : []),
    ...cases.flatMap(({ returns, throws }, index) =>
      returns !== undefined && throws !== undefined ? [`case ${index + 1} cannot both return and throw`] : [],
    ),
  ];
}

function fileProblems({ from, files }: CodeSpec): readonly string[] {
  const paths = files.map(({ path }) => path);
  return [
    ...(from === 'diff' && files.length === 0 ? ['`from: diff` needs the `files` it is applied to'] : []),
    ...(from === 'block' && files.length > 0 ? ['`files` are only used with `from: diff`'] : []),
    ...paths
      .filter((path, index) => paths.indexOf(path) !== index)
      .map((path) => `two files are called ${show(path)}`),
  ];
}

function mutantProblems({ mutants, reference }: CodeSpec): readonly string[] {
  if (mutants.length > 0 && reference === undefined)
    return ['`mutants` are edits of a `reference`: give one'];
  return mutants.flatMap((edit) => {
    if (mutated(reference ?? '', edit) === undefined)
      return [`the mutant ${mutantLabel(edit)} replaces what the reference does not hold`];
    return edit.replace === edit.by ? [`the mutant ${mutantLabel(edit)} changes nothing`] : [];
  });
}

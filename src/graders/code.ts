import { codeProblems } from './code/code-problems.js';
import { codeSpec } from './code/code-spec.js';
import { findProgram, languageNames } from './code/find-program.js';
import { forbiddenWord } from './code/forbidden-word.js';
import { tryProgram } from './code/try-program.js';
import { defineGrader } from './define-grader.js';
import { failed, faulty, notApplied, passed } from './findings.js';

export const code = defineGrader({
  type: 'code',
  summary:
    'A program, run in the sandbox on cases it has not seen; every value it returns is compared outside of it.',
  spec: codeSpec,
  problems: codeProblems,
  async grade({ answer, spec, services: { sandbox }, signal }) {
    const needed = spec.inputs === undefined ? [spec.language] : [spec.language, 'javascript' as const];
    const absent = needed.find((language) => !(sandbox?.languages.includes(language) ?? false));
    if (sandbox === undefined || absent !== undefined)
      return notApplied(`there is no sandbox for ${languageNames[absent ?? spec.language]}`);
    const found = findProgram(answer, spec);
    if (found.kind === 'missing') return failed(found.reason);
    const spans = [found.span];
    const forbidden = forbiddenWord(spec.language, found.value, spec.forbid);
    if (forbidden !== undefined) return failed(`the code uses ${forbidden}, which is not allowed`, spans);
    const outcome = await tryProgram(found.value, { spec, sandbox, signal });
    switch (outcome.kind) {
      case 'right':
        return passed(`${outcome.cases} of ${outcome.cases} cases are right`, spans);
      case 'wrong':
      case 'contained':
        return failed(outcome.what, spans);
      case 'fault':
        return faulty(outcome.fault, outcome.what);
    }
  },
});

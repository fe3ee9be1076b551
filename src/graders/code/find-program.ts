import type { SandboxLanguage } from '../../sandbox/code-runner.js';
import type { Answer } from '../answer.js';
import { fencedBlocks } from '../fences.js';
import type { FencedBlock } from '../fences.js';
import { contentSpan, missing, wholeContent } from '../slots.js';
import type { Found } from '../slots.js';
import { applyDiff } from './apply-diff.js';
import type { CodeSpec } from './code-spec.js';
import { asScript, defines } from './definitions.js';
import { readDiff } from './read-diff.js';
import type { FileDiff } from './read-diff.js';

const fenceWords: Readonly<Record<SandboxLanguage | 'diff', readonly string[]>> = {
  javascript: ['javascript', 'js', 'mjs', 'cjs', 'node'],
  python: ['python', 'py', 'python3'],
  diff: ['diff', 'patch', 'udiff'],
};
export const languageNames: Readonly<Record<SandboxLanguage, string>> = {
  javascript: 'JavaScript',
  python: 'Python',
};

/** The program an answer comes to. Two blocks that could both be meant are none. */
export function findProgram(answer: Answer, spec: CodeSpec): Found<string> {
  const whole = wholeContent(answer);
  if (whole.kind === 'missing') return whole;
  const blocks = fencedBlocks(whole.value);
  return spec.from === 'diff' ? patchedFiles(answer, blocks, spec) : codeBlock(answer, blocks, spec);
}

function codeBlock(answer: Answer, blocks: readonly FencedBlock[], spec: CodeSpec): Found<string> {
  const { language } = spec;
  const candidates = blocksOf(blocks, language);
  const name = nameToDefine(spec);
  if (candidates.length > 0 && !candidates.some(({ text }) => mentions(text, name)))
    return missing(`no fenced block of ${languageNames[language]} defines ${name ?? spec.entry}`);
  const able = candidates.filter(({ text }) => name === undefined || defines(language, text, name));
  const meant = distinct(able.length > 0 ? able : candidates);
  const [only] = meant;
  if (only === undefined) return missing(`there is no fenced block of ${languageNames[language]}`);
  if (meant.length > 1)
    return missing(
      able.length === 0
        ? `none of ${meant.length} fenced blocks defines ${name ?? spec.entry}`
        : `${meant.length} different fenced blocks of ${languageNames[language]}${name === undefined ? '' : ` define ${name}`}, one wanted`,
    );
  return {
    kind: 'found',
    value: asScript(language, only.text.replaceAll('\r\n', '\n')),
    span: contentSpan(answer, only),
  };
}

/** Cheaper than the sandbox: what is never named is not defined either. */
function mentions(source: string, name: string | undefined): boolean {
  return name === undefined || new RegExp(`\\b${name}\\b`).test(source);
}

/** What the answer itself must define; unknown where the harness brings `entry` and the spec does not say. */
function nameToDefine({ language, entry, defines: named, harness }: CodeSpec): string | undefined {
  if (named !== undefined) return named;
  return harness !== undefined && defines(language, harness, entry) ? undefined : entry;
}

function patchedFiles(answer: Answer, blocks: readonly FencedBlock[], { files }: CodeSpec): Found<string> {
  const diffs = distinct(blocksOf(blocks, 'diff').filter(({ text }) => /^[ \t]*@@ /m.test(text)));
  const [first] = diffs;
  const last = diffs.at(-1);
  if (first === undefined || last === undefined)
    return missing('there is no fenced block with a unified diff');
  const changes: FileDiff[] = [];
  for (const { text } of diffs) {
    const reading = readDiff(
      text,
      files.map(({ path }) => path),
    );
    if (reading.kind === 'refused') return missing(`the diff cannot be read: ${reading.what}`);
    const twice = reading.files.find(({ path }) => changes.some((change) => change.path === path));
    if (twice !== undefined)
      return missing(`${diffs.length} different diffs change ${twice.path}, one wanted`);
    changes.push(...reading.files);
  }
  const applied = applyDiff(files, changes);
  if (applied.kind === 'refused') return missing(`the diff does not apply: ${applied.what}`);
  const value = applied.files.map(({ text }) => text).join('\n');
  return { kind: 'found', value, span: contentSpan(answer, { start: first.start, end: last.end }) };
}

/** Blocks that name the language; else those that name none. */
function blocksOf(blocks: readonly FencedBlock[], wanted: SandboxLanguage | 'diff'): readonly FencedBlock[] {
  const filled = blocks.filter(({ text }) => text.trim() !== '');
  const named = filled.filter(({ language }) =>
    fenceWords[wanted].includes(language.split(/[:{,]/)[0] ?? ''),
  );
  return named.length > 0 ? named : filled.filter(({ language }) => language === '');
}

function distinct(blocks: readonly FencedBlock[]): readonly FencedBlock[] {
  return [...new Map(blocks.map((block) => [block.text.trim(), block])).values()];
}

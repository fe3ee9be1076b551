import type { SandboxLanguage } from '../../sandbox/code-runner.js';

/** Whether a source seems to define a global name; a hint to choose between blocks, the sandbox has the last word. */
export function defines(language: SandboxLanguage, source: string, name: string): boolean {
  const forms =
    language === 'python'
      ? [
          `^(?:async[ \\t]+)?def[ \\t]+${name}\\b`,
          `^class[ \\t]+${name}\\b`,
          `^${name}[ \\t]*(?::[^=\\n]{0,200})?=(?!=)`,
        ]
      : [
          `\\b(?:function(?:\\s{0,9}\\*\\s{0,9}|\\s{1,99})|(?:class|const|let|var)\\s{1,99})${name}\\b`,
          `^[ \\t]*(?:globalThis\\.)?${name}[ \\t]*=(?!=)`,
        ];
  return new RegExp(forms.join('|'), 'm').test(source);
}

/** Script source of an answer written as a module: `export` is taken off, `module.exports` has somewhere to go. */
export function asScript(language: SandboxLanguage, source: string): string {
  if (language === 'python') return dedented(source);
  const bare = source
    .replaceAll(
      /^[ \t]*export[ \t]+(?:default[ \t]+)?(?=(?:async[ \t]+)?function\b|class\b|const\b|let\b|var\b)/gm,
      '',
    )
    .replaceAll(/^[ \t]*export[ \t]*\{[^{}]{0,1000}\}[ \t]*(?:;[ \t]*)?$/gm, '')
    .replaceAll(/^[ \t]*export[ \t]+default[ \t]+[\w$]+[ \t]*(?:;[ \t]*)?$/gm, '');
  return /\bmodule\.exports\b|^exports\./m.test(bare)
    ? `globalThis.module = { exports: {} }; globalThis.exports = module.exports; ${bare}`
    : bare;
}

/** A block inside a list item is indented as a whole. */
function dedented(source: string): string {
  const lines = source.split(/\r?\n/);
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  const [first = ''] = indents;
  const common = indents.every((indent) => indent.startsWith(first)) ? first.length : 0;
  return common === 0 ? source : lines.map((line) => line.slice(common)).join('\n');
}

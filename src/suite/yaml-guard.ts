import { Lexer, Parser } from 'yaml';

/** Levels of lists and maps in each other. The parser's own recursion ends the process at some 800. */
export const maxDepth = 64;

/** Pieces of syntax (indents, marks, words, line ends). Long texts are few pieces; the longest suite has a tenth of it. */
const maxLexemes = 300_000;

/**
 * What makes a text unfit for the YAML parser, found without recursion and in linear time; undefined = go ahead. The
 * parser itself overflows its stack on deep nesting, and can take the whole process with it.
 */
export function yamlFault(text: string): { offset: number; what: string; fix: string } | undefined {
  const parser = new Parser();
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1;
    drain(parser.next(lexeme));
    if (parser.stack.length > 2 * maxDepth)
      return {
        offset: parser.offset,
        what: 'the values nest too deeply',
        fix: `nest at most ${maxDepth} levels`,
      };
    if (lexemes > maxLexemes)
      return { offset: parser.offset, what: 'the file holds too much', fix: 'split the suite' };
  }
  return undefined;
}

/** The parser works only as far as its tokens are taken. */
function drain(tokens: Iterable<unknown>): void {
  const iterator = tokens[Symbol.iterator]();
  while (iterator.next().done !== true);
}

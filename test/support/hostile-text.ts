/** What a miner may try to do to whoever reads its answer. */
export const hostileTexts = {
  ansi: '\u001B[2J\u001B[31mred\u001B[0m',
  title: '\u001B]0;owned\u0007after',
  openTitle: '\u001B]8;;http://evil.example',
  eightBit: '\u009B31mred\u009D0;owned\u009C',
  overwrite: 'safe\r\u001B[Kpwned',
  bell: 'ding\u0007\b\b\b',
  bidi: 'abc\u202Edcba\u2066x\u2069',
  zeroWidth: 'pa\u200Bss\uFEFFwo\u2060rd\u{E0041}',
  marks: `z${'\u0301'.repeat(200)}`,
  lone: 'half \uD83D of a pair',
  script: '</script><script>alert(1)</script>',
  image: '![x](http://evil.example/x.png) [click](javascript:alert(1))',
  mention: '@everyone see #1 and http://evil.example',
  bar: 'a|b\\|c\\\\|d',
  ticks: 'a`b``c```d',
  formula: '=HYPERLINK("http://evil.example","x")',
  formulas: '\t+1+cmd|calc',
  newlines: 'one\ntwo\r\nthree\u2028four\u0085five',
  table: '|x|y|\n|--|--|\n|1|2|',
} as const;

/** One line of 10 MB. */
export function longLine(): string {
  return '\u001B[31mA'.repeat(1_666_667);
}

/** No escape sequence, control, bidi, zero-width or line-separating character; line feeds only where they are allowed. */
export const unsafe =
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/u;

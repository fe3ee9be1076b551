import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSvg } from '../../../src/graders/pictures/read-svg.js';
import { svg } from '../support/draw.js';

function sourceOf(picture: string): string {
  const reading = readSvg(picture);
  return reading.kind === 'svg' ? reading.source : reading.reason;
}

function places(picture: string): readonly unknown[] {
  const reading = readSvg(picture);
  return reading.kind === 'svg' ? reading.texts : [reading.reason];
}

test('it is written anew with what a drawing is made of', () => {
  expect(
    sourceOf(
      svg(
        '<g onload="x()" id="a" data-x="&quot;&#60;"><path d="M0 0"/><blink><rect/></blink>a &lt; b</g>',
        '',
      ),
    ),
  ).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg"><g id="a" data-x="&quot;&lt;"><path d="M0 0"></path>a &lt; b</g></svg>',
  );
});

test.each([
  ['<text x="3" y="4">a</text>', { text: 'a', x: 3, y: 4 }],
  ['<g transform="translate(10 20)"><text x="3" y="4">a</text></g>', { text: 'a', x: 13, y: 24 }],
  ['<g transform="scale(2)"><text x="3" y="4">a</text></g>', { text: 'a', x: 6, y: 8 }],
  ['<text transform="translate(1,2) matrix(0 1 -1 0 0 0)" x="3" y="4">a</text>', { text: 'a', x: -3, y: 5 }],
  ['<text><tspan x="7 9" y="8">a</tspan><tspan x="1">b</tspan></text>', { text: 'ab', x: 7, y: 8 }],
  ['<text transform="turn(9) translate(1 x)">a</text>', { text: 'a', x: 0, y: 0 }],
])('%s stands where it is drawn', (inside, place) => expect(places(svg(inside))).toEqual([place]));

test('a turn about a point leaves the point where it is', () => {
  const [place] = places(svg('<text transform="rotate(-30 40 50)" x="40" y="50">a</text>'));
  expect(place).toMatchObject({ text: 'a' });
  expect(
    JSON.parse(JSON.stringify(place), (_, value: unknown) =>
      typeof value === 'number' ? Math.round(value) : value,
    ),
  ).toEqual({ text: 'a', x: 40, y: 50 });
});

const seed = svg(
  '<style><![CDATA[.a{fill:red}]]></style><!-- c --><g transform="scale(2)"><text class="a" x="1">x &amp; y</text><use href="#b"/></g>',
);
const pieces = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '/',
  '<g>',
  '</g>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '&#0;',
  'href="x"',
  '\0',
  '\u{1F600}',
];

test('whatever is done to a file, it is refused or written so that reading it again changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(seed.length), fc.nat(12), fc.constantFrom('', ...pieces)), { maxLength: 4 }),
      (edits) => {
        const changed = edits.reduce(
          (text, [at, cut, piece]) => text.slice(0, at) + piece + text.slice(at + cut),
          seed,
        );
        const reading = readSvg(changed);
        if (reading.kind === 'not_svg') return reading.reason.length < 200;
        return (
          sourceOf(reading.source) === reading.source &&
          // In a tag: words of a text may look the same.
          !/<!--|<!\[|<\?|<[^>]*\shref="(?!#)/.test(reading.source)
        );
      },
    ),
    { numRuns: 2_000, examples: [[[[148, 11, 'href="x"']]]] },
  );
});

test.each([
  ['ampersands', svg(`<text>${'&'.repeat(500_000)}</text>`)],
  ['a name without end', `<${'a'.repeat(500_000)}`],
  ['attributes without end', `<svg ${'a="" '.repeat(100_000)}`],
  ['comments that never close', svg('<!-- '.repeat(100_000))],
])('%s are refused, in few words', (_, source) => {
  const reading = readSvg(source);
  expect(reading.kind === 'not_svg' && reading.reason.length < 300).toBe(true);
});

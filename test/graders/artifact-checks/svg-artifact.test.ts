import { afterAll, expect, test } from 'vitest';
import { openPictureReader } from '../../../src/graders/pictures/open-picture-reader.js';
import { gradeSpec, holding, problemsOf, says } from '../support/answers.js';
import { chartSvg, svg } from '../support/draw.js';
import type { ChartPlan } from '../support/draw.js';

const pictures = openPictureReader();
afterAll(() => pictures[Symbol.asyncDispose]());

const type = 'artifact';
const mimeType = 'image/svg+xml';
const values = [30, 75, 12, 100, 48];
const bars = { values, colour: '#2266AA' };

function grade(spec: Readonly<Record<string, unknown>>, source: string) {
  const content = `[chart](data:image/svg+xml;base64,${Buffer.from(source).toString('base64')})`;
  return gradeSpec({ type, mimeType, ...spec }, says(content), { pictures });
}

const grid = '<path d="M0 100H400M0 200H400M0 300H400" stroke="#cccccc"/>';

test.each<[string, Partial<ChartPlan>]>([
  ['plain', {}],
  ['with a grid behind', { below: grid }],
  ['with grid lines across the bars', { above: grid }],
  [
    'with values written on the bars',
    { above: '<text x="26" y="340" fill="#ffffff" font-size="20">30</text>' },
  ],
  [
    'with a title in the colour of the bars',
    { above: '<text x="20" y="25" fill="#2266aa">Boats a day</text>' },
  ],
  ['one per cent off', { values: [31, 75, 12, 100, 48] }],
  ['with an axis', { above: '<path d="M10 10V360H390" stroke="#000000" stroke-width="2" fill="none"/>' }],
])('a chart %s is read', async (_, plan) => {
  expect(await grade({ bars }, chartSvg({ values, ...plan }))).toMatchObject({ verdict: 'pass' });
});

test.each<[string, Partial<ChartPlan>, string]>([
  ['a bar that is 4 % off', { values: [30, 79, 12, 100, 48] }, 'bar 2 is 79 % of the tallest, 75 % wanted'],
  ['two bars exchanged', { values: [75, 30, 12, 100, 48] }, 'bar 1 is 75 %'],
  ['equal bars', { values: [1, 1, 1, 1, 1] }, 'bar 1 is 100 %'],
  ['an axis that begins above zero', { values: [25, 70, 7, 95, 43] }, 'bar 3 is'],
  ['a bar too few', { values: values.slice(1) }, '4 bars, 5 wanted'],
  ['a bar too many', { values: [...values, 50] }, '6 bars, 5 wanted'],
  ['another colour', { colour: '#aa2266' }, '0 bars, 5 wanted'],
  ['bars that do not stand on one line', { lifted: [0, 0, 30, 0, 0] }, 'do not stand on one line'],
])('%s fails', async (_, plan, reason) => {
  expect(await grade({ bars }, chartSvg({ values, ...plan }))).toMatchObject({
    verdict: 'fail',
    quality: 0,
    fault: 'miner',
    reason: holding(reason),
  });
});

test('hollow bars are no bars', async () => {
  const frames = chartSvg({ values }).replaceAll(
    /fill="#2266aa"\/>/g,
    'fill="none" stroke="#2266aa" stroke-width="4"/>',
  );
  expect(await grade({ bars }, frames)).toMatchObject({ verdict: 'fail', reason: holding('not filled') });
});

test('bars lie, and have colours of their own', async () => {
  const colours = ['#cc3311', '#0077bb', '#009944', '#cc3311', '#aa4499'];
  const spec = { bars: { values, colour: colours, direction: 'right' } };
  const drawn = chartSvg({ values, colours, horizontal: true });
  expect((await grade(spec, drawn)).verdict).toBe('pass');
  expect(await grade(spec, drawn.replace('#0077bb', '#009944'))).toMatchObject({
    verdict: 'fail',
    reason: holding('bar 2 is #009944, #0077bb wanted'),
  });
  expect((await grade({ bars: { ...spec.bars, direction: 'up' } }, drawn)).verdict).toBe('fail');
});

test('labels stand in the order of the bars, whatever moves them', async () => {
  const labels = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'];
  const spec = { bars: { ...bars, labels } };
  const drawn = chartSvg({ values, labels });
  expect((await grade(spec, drawn)).verdict).toBe('pass');
  const moved = drawn.replaceAll(
    /<text x="([\d.]+)" y="380"/g,
    '<text transform="translate($1 385) rotate(-30)"',
  );
  expect((await grade(spec, moved)).verdict).toBe('pass');
  for (const wrong of [
    drawn.replace('Mon', 'other').replace('Tue', 'Mon').replace('other', 'Tue'),
    drawn.replace('Wed', 'Sun'),
    drawn.replace('>Wed', ' display="none">Wed'),
  ])
    expect(await grade(spec, wrong)).toMatchObject({ verdict: 'fail', reason: holding('out of its order') });
});

test('texts are those a viewer shows', async () => {
  const spec = { texts: ['boats a day', '2024'] };
  const shown = svg('<text y="20">Boats <tspan>a  day</tspan>, 2024</text>');
  expect((await grade(spec, shown)).verdict).toBe('pass');
  for (const [whole, part] of [
    ['2024', '20245'],
    ['<text y="20">', '<text y="20" visibility="hidden">'],
    ['<text y="20">', '<text y="20" style="opacity: 0">'],
    ['Boats', '<!-- Boats -->'],
  ] as const)
    expect((await grade(spec, shown.replace(whole, part))).verdict).toBe('fail');
  const defined = shown
    .replace('<text', '<rect width="9" height="9"/><defs><text')
    .replace('</text>', '</text></defs>');
  expect(await grade(spec, defined)).toMatchObject({ verdict: 'fail', reason: holding('does not stand') });
});

test('size, pixels, regions and colours are measured as declared, on white', async () => {
  const flag = svg(
    '<rect width="100" height="120" fill="#009246"/><rect x="200" width="100" height="120" fill="#ce2b37"/>',
    'width="300" height="120"',
  );
  const spec = {
    width: 300,
    height: { min: 100, max: 150 },
    pixels: [
      { x: 50, y: 60, colour: '#009246' },
      { x: 0.5, y: 0.5, colour: '#ffffff' },
    ],
    regions: [{ x: 200, y: 0, width: 100, height: 1, colour: '#ce2b37' }],
    distinctColours: 3,
  };
  expect(await grade(spec, flag)).toMatchObject({ verdict: 'pass' });
  expect((await grade({ ...spec, width: 299 }, flag)).verdict).toBe('fail');
  const turned = flag.replace('#009246', 'x').replace('#ce2b37', '#009246').replace('x', '#ce2b37');
  expect((await grade(spec, turned)).verdict).toBe('fail');
});

const chart = chartSvg({ values });
const inside = (more: string) => chartSvg({ values, above: more });

test.each([
  ['no XML', 'a chart with bars', 'text outside its root'],
  ['nothing', '', 'has no root'],
  ['HTML', '<html><body/></html>', 'another element'],
  ['an SVG without its namespace', chart.replace(/ xmlns="[^"]*"/, ''), 'namespace'],
  ['an element that is not closed', chart.replace('</svg>', ''), 'never closes <svg>'],
  ['an unknown entity', inside('<text>&nbsp;</text>'), 'XML knows'],
  ['entities of its own', `<!DOCTYPE svg [<!ENTITY a "b">]>${chart}`, 'declares entities'],
  ['a script', inside('<script>alert(1)</script>'), '<script>'],
  ['a picture inside', inside('<image href="data:image/png;base64,AAAA"/>'), '<image>'],
  ['HTML inside', inside('<foreignObject/>'), '<foreignObject>'],
  ['a file', inside('<use href="file:///etc/passwd#a"/>'), 'outside itself'],
  ['an address', inside('<use xlink:href="https://example.org/a.svg#a"/>'), 'outside itself'],
  ['a style that loads', inside('<style>@import url(https://example.org/a.css);</style>'), 'outside itself'],
  ['a style that hides what it loads', inside('<style>@imp<!-- -->ort "a.css";</style>'), 'outside itself'],
  ['a fill that loads', inside('<rect fill="url(https://example.org/a.svg#b)"/>'), 'outside itself'],
  ['another encoding', `<?xml version="1.0" encoding="UTF-16"?>${chart}`, 'not in UTF-8'],
  ['a blank picture', svg('<rect width="400" height="400" fill="#ffffff"/>'), 'blank'],
  ['elements without end', inside('<g>'.repeat(70)), 'nests deeper'],
  ['too many elements', inside('<g/>'.repeat(20_001)), 'over 20000 elements'],
  ['too many filter steps', inside(`<filter id="f">${'<feFlood/>'.repeat(41)}</filter>`), 'filter steps'],
  ['a picture without end', chart.replace('width="400"', 'width="9999999"'), 'at most'],
])('%s fails', async (_, source, reason) => {
  expect(await grade({ bars }, source)).toMatchObject({
    verdict: 'fail',
    fault: 'miner',
    reason: holding(reason),
  });
});

test('what a picture may leave out is left out', async () => {
  const rich = `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- bars & labels -->${inside('<metadata><x:y xmlns:x="z"><rect width="400" height="400"/></x:y></metadata><style><![CDATA[.a { fill: url(#b) }]]></style><a href="https://example.org"><rect onclick="x()" width="1" height="1"/></a>')}`;
  expect(await grade({ bars }, rich)).toMatchObject({ verdict: 'pass' });
});

test('a prefix for every name is as good as none', async () => {
  const prefixed = chart.replaceAll(/<(\/?)(svg|rect)/g, '<$1s:$2').replace('xmlns=', 'xmlns:s=');
  expect(await grade({ bars }, prefixed)).toMatchObject({ verdict: 'pass' });
});

test('without a reader of pictures it is n_a, and nobody’s fault', async () => {
  const content = `data:image/svg+xml,${encodeURIComponent(chart)}`;
  const finding = await gradeSpec({ type, mimeType, bars }, says(content));
  expect(finding).toMatchObject({ verdict: 'n_a', quality: 0 });
  expect(finding.fault).toBeUndefined();
});

test('what cannot be met is a mistake of the task', () => {
  const problems = (spec: Readonly<Record<string, unknown>>) => problemsOf({ type, mimeType, ...spec });
  expect(problems({})).toHaveLength(1);
  expect(problems({ bars: { ...bars, labels: ['a'] } })).toEqual(['`bars` has 5 values and 1 labels']);
  expect(problems({ bars: { values: [1, 2], colour: ['#000000', '#ffffff', '#ff0000'] } })).toHaveLength(1);
  expect(problems({ bars: { values: [100, 99], colour: '#000000' } })).toHaveLength(1);
  expect(problems({ bars: { values: [1, 2], colour: ['#000000', '#101010'] } })).toHaveLength(1);
  expect(problems({ width: { min: 9, max: 8 } })).toEqual(['the bounds of width cross']);
  expect(problems({ width: 100, pixels: [{ x: 100, y: 5, colour: '#ffffff' }] })).toHaveLength(1);
  expect(problems({ includes: ['x'], texts: ['x'] })).toEqual(['`includes` does not apply to image/svg+xml']);
  expect(problems({ bars, texts: ['x'] })).toEqual([]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderJunit, xmlAttribute, xmlText, type JunitSuite } from '../../src/report/junit.js';
import { hostileTexts } from '../support/hostile-text.js';
import { parseXml, type XmlElement } from '../support/xml.js';

const suite: JunitSuite = {
  name: 'contract',
  hostname: 'localhost',
  startedAt: '2026-01-22T14:32:05.123Z',
  tookMs: 4_321,
  properties: { target: 'http://localhost:8001' },
  cases: [
    { className: 'contract', name: 'good', tookMs: 12.3456 },
    { className: 'contract', name: 'bad', tookMs: 1, problem: { kind: 'failure', message: 'm', text: 't' } },
    { className: 'contract', name: 'late', tookMs: 2, problem: { kind: 'skipped', message: 's', text: 'u' } },
    { className: 'contract', name: 'broken', tookMs: 3, problem: { kind: 'error', message: 'e', text: 'v' } },
  ],
  notes: 'all there is to say',
};

const token = /^\S+( \S+)*$/;
const whole = /^\d+$/;
const decimal = /^\d+(\.\d+)?$/;

/** JUnit.xsd (Apache Ant): required and optional attributes with their types, and the order of children. */
const schema: Readonly<
  Record<string, { attributes: Record<string, RegExp>; optional?: Record<string, RegExp>; children: RegExp }>
> = {
  testsuites: { attributes: {}, children: /^(testsuite )*$/ },
  testsuite: {
    attributes: {
      name: token,
      package: token,
      hostname: token,
      id: whole,
      timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
      tests: whole,
      failures: whole,
      errors: whole,
      time: decimal,
    },
    optional: { skipped: whole },
    children: /^properties (testcase )*system-out system-err $/,
  },
  properties: { attributes: {}, children: /^(property )*$/ },
  property: { attributes: { name: token, value: /^/ }, children: /^$/ },
  testcase: {
    attributes: { name: token, classname: token, time: decimal },
    children: /^((skipped|error|failure) )?$/,
  },
  failure: { attributes: { type: /^/ }, optional: { message: /^/ }, children: /^$/ },
  error: { attributes: { type: /^/ }, optional: { message: /^/ }, children: /^$/ },
  skipped: { attributes: {}, optional: { message: /^/, type: /^/ }, children: /^$/ },
  'system-out': { attributes: {}, children: /^$/ },
  'system-err': { attributes: {}, children: /^$/ },
};

const mixed = new Set(['failure', 'error', 'skipped', 'system-out', 'system-err']);

function schemaProblems(element: XmlElement): readonly string[] {
  const rule = schema[element.name];
  if (rule === undefined) return [`<${element.name}> is not in the schema`];
  const allowed = { ...rule.attributes, ...rule.optional };
  return [
    ...Object.keys(rule.attributes)
      .filter((name) => !Object.hasOwn(element.attributes, name))
      .map((name) => `<${element.name}> without ${name}`),
    ...Object.entries(element.attributes)
      .filter(([name, value]) => allowed[name]?.test(value) !== true)
      .map(([name, value]) => `<${element.name} ${name}="${value}">`),
    ...(rule.children.test(element.children.map(({ name }) => `${name} `).join(''))
      ? []
      : [`children of <${element.name}>`]),
    ...(mixed.has(element.name) || element.text.trim() === '' ? [] : [`text in <${element.name}>`]),
    ...element.children.flatMap(schemaProblems),
  ];
}

describe('renderJunit', () => {
  test('gives what the schema asks for', () => {
    expect(schemaProblems(parseXml(renderJunit([suite, { ...suite, cases: [] }])))).toEqual([]);
    expect(schemaProblems(parseXml(renderJunit([])))).toEqual([]);
  });

  test('counts and times are those of the cases', () => {
    const [first, second] = parseXml(renderJunit([suite, { ...suite, cases: [] }])).children;

    expect(first!.attributes).toMatchObject({
      id: '0',
      tests: '4',
      failures: '1',
      errors: '1',
      skipped: '1',
      time: '4.321',
      timestamp: '2026-01-22T14:32:05',
    });
    expect(second!.attributes).toMatchObject({ id: '1', tests: '0' });
    expect(first!.children[1]!.attributes['time']).toBe('0.012');
  });

  test('a time that is none, and what shows as something else, stay out', () => {
    const properties = { run: '\u001B[2Ja\n\u202Eb' };
    const [first] = parseXml(renderJunit([{ ...suite, startedAt: '\u202Enow', properties }])).children;

    expect(first!.attributes['timestamp']).toBe('1970-01-01T00:00:00');
    expect(first!.children[0]!.children[0]!.attributes['value']).toBe('a b');
  });

  test('the story of a failure comes out as it went in', () => {
    const text = 'sent: <a> & "b"\ncame: ]]> \'c\'\r\nd\te';
    const problem = { kind: 'failure', message: text, text } as const;
    const xml = renderJunit([{ ...suite, cases: [{ className: 'c', name: 'n', tookMs: 0, problem }] }]);
    const failure = parseXml(xml).children[0]!.children[1]!.children[0]!;

    expect(failure.text).toBe(text);
    expect(failure.attributes['message']).toBe(text);
  });

  test('whatever the texts are, the document is well-formed and keeps the schema', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('<', '>', '&', ']', '"', '\u0000', '\uD83D', '\uFFFE', '\u001B', '\n', 'a'),
      }),
      fc.constantFrom(...Object.values(hostileTexts)),
    );
    fc.assert(
      fc.property(fc.array(anything, { minLength: 6, maxLength: 6 }), ([a, b, c, d, e, f]) => {
        const problem = { kind: 'failure', message: a!, text: b! } as const;
        const hostile: JunitSuite = {
          ...suite,
          name: c!,
          hostname: d!,
          properties: { [e!]: f! },
          cases: [{ className: e!, name: f!, tookMs: 1, problem }],
          notes: a!,
        };
        expect(schemaProblems(parseXml(renderJunit([hostile])))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

test('characters that XML forbids are left out, not written as references', () => {
  const text = 'a\u0000b\u001Bc\uD800d\uFFFEe\uFFFFf\u{1F600}g\u0085';

  expect(xmlText(text)).toBe('abcdef\u{1F600}g\u0085');
  expect(xmlAttribute('"\t\n')).toBe('&#34;&#9;&#10;');
});

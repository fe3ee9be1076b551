import { inert } from '../lib/inert.js';

/** A group of tests in the XML format that CI servers read. Text may be anything. */
export interface JunitSuite {
  readonly name: string;
  /** What the tests ran against; `localhost` where that cannot be said. */
  readonly hostname: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly tookMs: number;
  readonly properties: Readonly<Record<string, string>>;
  readonly cases: readonly JunitCase[];
  /** What else there is to say, for people. */
  readonly notes: string;
}

export interface JunitCase {
  readonly className: string;
  readonly name: string;
  readonly tookMs: number;
  /** Absent: it passed. */
  readonly problem?: JunitProblem | undefined;
}

export interface JunitProblem {
  readonly kind: 'failure' | 'error' | 'skipped';
  /** What sort of it: `wrong`, `timeout_idle`; left out: the kind. */
  readonly type?: string | undefined;
  /** One line. */
  readonly message: string;
  /** The whole story. */
  readonly text: string;
}

/**
 * JUnit XML that both common schemas accept: that of Apache Ant (JUnit.xsd, whose order and required attributes these
 * are) and that of Jenkins (junit-10.xsd).
 */
export function renderJunit(suites: readonly JunitSuite[]): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites.flatMap(suiteLines)];
  return `${[...lines, '</testsuites>'].join('\n')}\n`;
}

function suiteLines(suite: JunitSuite, id: number): readonly string[] {
  const { name, hostname, startedAt, tookMs, properties, cases, notes } = suite;
  const count = (kind: JunitProblem['kind']) => cases.filter(({ problem }) => problem?.kind === kind).length;
  const attributes = attributesOf({
    id: String(id),
    package: token(name),
    name: token(name),
    hostname: token(hostname),
    // The schema has seconds and no time zone.
    timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/u.exec(startedAt)?.[0] ?? '1970-01-01T00:00:00',
    tests: String(cases.length),
    failures: String(count('failure')),
    errors: String(count('error')),
    skipped: String(count('skipped')),
    time: seconds(tookMs),
  });
  return [
    `  <testsuite${attributes}>`,
    '    <properties>',
    ...Object.entries(properties).map(
      ([key, value]) => `      <property${attributesOf({ name: token(key), value: inert(value, 500) })}/>`,
    ),
    '    </properties>',
    ...cases.flatMap(caseLines),
    `    <system-out>${xmlText(notes)}</system-out>`,
    '    <system-err></system-err>',
    '  </testsuite>',
  ];
}

function caseLines({ className, name, tookMs, problem }: JunitCase): readonly string[] {
  const attributes = attributesOf({ classname: token(className), name: token(name), time: seconds(tookMs) });
  if (problem === undefined) return [`    <testcase${attributes}/>`];
  const { kind, type = kind, message, text } = problem;
  const what = attributesOf(kind === 'skipped' ? { message } : { type, message });
  return [
    `    <testcase${attributes}>`,
    `      <${kind}${what}>${xmlText(text)}</${kind}>`,
    '    </testcase>',
  ];
}

function attributesOf(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlAttribute(value)}"`)
    .join('');
}

/** Text between tags. */
export function xmlText(text: string): string {
  // A carriage return would be read back as a line feed, and ]]> must not stand in text.
  return clean(text).replace(/[&<>\r]/gu, reference);
}

/** Text between double quotes. */
export function xmlAttribute(text: string): string {
  // White space written plainly is read back as spaces.
  return clean(text).replace(/[&<>"\t\n\r]/gu, reference);
}

/** Characters that XML 1.0 forbids, written out or as references, are left out: controls, lone surrogates, U+FFFE and U+FFFF. */
function clean(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '');
}

function reference(character: string): string {
  return `&#${character.codePointAt(0) ?? 0};`;
}

/** Never empty, white space as the schema's tokens have it. */
function token(text: string): string {
  const squeezed = clean(text).replace(/\s+/gu, ' ').trim();
  return squeezed === '' ? '-' : squeezed;
}

function seconds(ms: number): string {
  return (Math.max(0, ms) / 1_000).toFixed(3);
}

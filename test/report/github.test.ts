import { expect, test } from 'vitest';
import { renderAnnotations, withoutCommands, type Annotation } from '../../src/report/github.js';
import { githubRun } from '../../src/report/github-run.js';
import { hostileTexts } from '../support/hostile-text.js';
import { ordinaryRun, viewOf } from '../support/sample-report.js';

test('properties and text are escaped as GitHub wants', () => {
  const line = renderAnnotations([{ level: 'error', title: 'a:b,c%', text: '50 % of x:y, z' }]);

  expect(line).toBe('::error title=a%3Ab%2Cc%25::50 %25 of x:y, z\n');
});

test.each(
  Object.entries({
    ...hostileTexts,
    command: '\n::set-output name=x::y\r::add-mask::a\n##[error]z',
    escaped: '%0A::error::x',
  }),
)('an answer (%s) cannot write a command of its own', (_name, text) => {
  const lines = renderAnnotations([{ level: 'warning', title: text, text }]).split('\n');

  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^::warning title=[^:,\r]*::[^\r]*$/u);
  expect(lines[0]?.replaceAll(/%(?:25|0A|0D|3A|2C)/gu, '')).not.toContain('%');
});

test('of more than ten of a level the last says how many are not shown', () => {
  const many = Array.from({ length: 25 }, (_, index): Annotation => ({
    level: 'warning',
    title: `task ${index}`,
    text: 'wrong',
  }));
  const lines = renderAnnotations([...many, { level: 'notice', title: 'score', text: '71' }])
    .trim()
    .split('\n');

  expect(lines).toHaveLength(11);
  expect(lines[9]).toBe('::warning title=and 16 more::The summary of this job shows them.');
});

test('what is printed for people holds no command', () => {
  const text = '  ::error::x\n::stop-commands::y\na ##[add-mask]b\n1::2 stays\n';

  expect(withoutCommands(text)).toBe('  : :error::x\n: :stop-commands::y\na ## [add-mask]b\n1::2 stays\n');
});

test('a run is a score, what spoils it, and its worst attempts', () => {
  const { annotations, markdown, subject } = githubRun(viewOf(ordinaryRun));

  expect(annotations[0]).toMatchObject({ level: 'notice' });
  expect(annotations[0]?.title).toMatch(/^public\/dev 1\.0\.0: composite \d/u);
  expect(annotations.filter(({ level }) => level === 'warning').map(({ title }) => title)).toContain(
    'chat-2#0: fell silent',
  );
  expect(markdown).toContain('### janus-bench:');
  expect(subject).toBe('public/dev');
});

import { expect, test } from 'vitest';
import { textWidth } from '../../src/lib/text-width.js';
import { renderTable } from '../../src/report/table.js';
import { assemble } from '../../src/results/assemble.js';
import { toView } from '../../src/report/view.js';
import { sampleRun } from '../support/sample-run.js';
import { filteredRun, ordinaryRun, viewOf } from '../support/sample-report.js';

const view = viewOf(ordinaryRun);
const linesOf = (columns: number, color = false) => renderTable(view, { columns, color }).split('\n');

test.each([40, 60, 80, 100, 200])('at %i columns no line but the command to copy is wider', (columns) => {
  const wide = linesOf(columns).filter(
    (line) => textWidth(line) > columns && !line.includes('janus-bench report'),
  );

  expect(wide).toEqual([]);
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
  'a terminal of %d columns is drawn as one of 80',
  (columns) => {
    expect(linesOf(columns)).toEqual(linesOf(80));
  },
);

test('narrower than 40 is drawn as 40: a table cannot be squeezed further', () => {
  expect(linesOf(24)).toEqual(linesOf(40));
});

test('without colour there is no escape sequence; with colour the words are the same', () => {
  const [plain, colored] = [linesOf(80).join('\n'), linesOf(80, true).join('\n')];

  expect(plain).not.toContain('\u001B');
  expect(colored).toContain('\u001B[');
  expect(colored.replace(/\u001B\[\d+m/gu, '')).toBe(plain);
});

test('the composite, its interval and the five dimensions with weights stand on the first screen', () => {
  const first = linesOf(80).slice(0, 14).join('\n');

  expect(first).toMatch(/COMPOSITE +\d+\.\d +\d+\.\d – \d+\.\d +\(95 % interval\)/u);
  for (const [label, weight] of [
    ['Quality', '0.45'],
    ['Speed', '0.20'],
    ['Cost', '0.15'],
    ['Streaming', '0.10'],
    ['Modality', '0.10'],
  ]) {
    expect(first).toMatch(new RegExp(`${label} +\\d+\\.\\d .*× ${weight}`, 'u'));
  }
});

test('a score without an interval says that it has none, and a missing one does not', () => {
  const small = renderTable(viewOf(sampleRun({ tasksPerCategory: 3 })), { columns: 80, color: false });

  expect(small).toMatch(/COMPOSITE +\d+\.\d +no interval: a category has 3 of the 5 tasks it takes$/mu);
  expect(renderTable(viewOf(filteredRun()), { columns: 80, color: false })).not.toContain('no interval');
});

test('tasks without spread are told apart from too few tasks', () => {
  const even = sampleRun({ script: () => ({ quality: 1, firstMs: 100, stepMs: 10, content: 'ANSWER: 42' }) });

  expect(renderTable(viewOf(even), { columns: 80, color: false })).toMatch(
    /COMPOSITE +\d+\.\d +no interval: the tasks show no spread$/mu,
  );
});

test('tasks of one template are too few, however many they are', () => {
  const { header, records } = sampleRun();
  const tasks = header.tasks.map((task) => (task.category === 'chat' ? { ...task, template: 'one' } : task));

  expect(
    renderTable(viewOf({ header: { ...header, tasks }, records }), { columns: 80, color: false }),
  ).toMatch(/no interval: a category has under 3 independent tasks$/mu);
});

test('the list of the worst says of how many tasks it is', () => {
  const bad = sampleRun({ script: () => ({ quality: 0 }) });

  expect(renderTable(viewOf(bad), { columns: 80, color: false })).toMatch(/Worst attempts +5 of 25 tasks$/mu);
});

test('a missing composite says why right below it', () => {
  const lines = renderTable(viewOf(filteredRun()), { columns: 80, color: false }).split('\n');
  const at = lines.findIndex((line) => line.includes('COMPOSITE'));

  expect(lines[at]).toMatch(/COMPOSITE +–$/u);
  expect(lines[at + 1]).toContain('No composite: the filter left out multimodal');
  expect(at).toBeLessThan(6);
});

test('the renormalised number never stands where the composite does', () => {
  const result = assemble(filteredRun(), { allowPartial: true });
  const text = renderTable(toView(result), { columns: 80, color: false });

  expect(text).toContain('Renormalised over quality: ');
  expect(text).toContain('not the composite');
  expect(text).toMatch(/COMPOSITE +–\n/u);
});

test('a run in which everything is right has no list of the worst', () => {
  const perfect = renderTable(viewOf(sampleRun({ script: () => ({ quality: 1 }) })), {
    columns: 80,
    color: false,
  });

  expect(perfect).toContain('25 of 25 right (100 %)');
  expect(perfect).not.toContain('Worst attempts');
  expect(perfect).not.toContain('--attempt');
});

test('a run without any attempt is drawn', () => {
  const empty = renderTable(viewOf({ header: ordinaryRun.header, records: [] }), {
    columns: 80,
    color: false,
  });

  expect(empty).toContain('0 of 0 right');
  expect(empty).toContain('no attempt was measured');
});

test('the command at the end can be pasted whatever the attempt is called', () => {
  expect(linesOf(80).join('\n')).toContain("janus-bench report 20260122-143211-k3f9 --attempt 'chat-2#0'");
});

test('the command at the end names the run as it is found, in whatever folder it lies', () => {
  const page = renderTable(viewOf(ordinaryRun), { columns: 80, color: false, run: 'my runs/k3f9' });

  expect(page).toContain("janus-bench report 'my runs/k3f9' --attempt 'chat-2#0'");
});

import { expect, test } from 'vitest';
import { shapeNames, shapes, shapeScript, steadyScript, type ShapeRow } from '../../src/calibrate/scripts.js';
import { eventNumber, eventText } from '../../src/calibrate/wire-script.js';
import { decideOutcome } from '../../src/target/outcome.js';
import { readTimeline } from '../../src/target/read-timeline.js';
import { isOutput } from '../../src/target/timeline.js';

test.each(shapeNames)('the script %s holds the events, the outcome and the flag it names', (name) => {
  const { steps, events } = shapeScript(name);
  const { outcome, flag }: ShapeRow = shapes[name];
  const { timeline, flags } = readTimeline(steps.map(({ atMs, bytes }) => ({ atMs, bytes })));
  const decided = decideOutcome({
    status: 200,
    end: { kind: 'complete' },
    events: timeline.events,
    location: undefined,
    excerpt: '',
  });

  expect(timeline.events.filter(isOutput).map(({ text }) => eventNumber(text))).toEqual(
    Array.from({ length: events }, (_, number) => number),
  );
  expect(decided.status === 'miner_error' ? decided.kind : decided.status).toBe(outcome);
  if (flag !== undefined) expect(flags).toContain(flag);
});

test.each(shapeNames)('an event of %s counts for the step that completes it', (name) => {
  const { steps } = shapeScript(name);
  const { timeline } = readTimeline(steps.map(({ bytes }, index) => ({ atMs: index, bytes })));
  const completed = steps.map(
    (_, index) => timeline.events.filter((e) => isOutput(e) && e.atMs === index).length,
  );

  expect(completed).toEqual(steps.map(({ completes }) => completes));
});

test('steps are due in order', () => {
  for (const name of shapeNames) {
    const times = shapeScript(name).steps.map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((left, right) => left - right));
  }
});

test('a steady load has equal events at equal distances', () => {
  const { steps, events } = steadyScript({ events: 4, everyMs: 20 });

  expect(events).toBe(4);
  expect(steps.map(({ atMs }) => atMs)).toEqual([0, 20, 40, 60, 80]);
});

test('the number of an event comes back from its text', () => {
  expect(eventNumber(eventText(17, '€'))).toBe(17);
  expect(eventNumber('no number')).toBeUndefined();
});

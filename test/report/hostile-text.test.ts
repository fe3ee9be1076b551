import { expect, test } from 'vitest';
import { renderAttemptPage } from '../../src/report/attempt-page.js';
import { renderCurl } from '../../src/report/curl.js';
import { renderers } from '../../src/report/index.js';
import type { AttemptRecord } from '../../src/results/attempt-record.js';
import { hostileTexts, longLine, unsafe } from '../support/hostile-text.js';
import { sampleRun, type SampleRun } from '../support/sample-run.js';
import { viewOf } from '../support/sample-report.js';

const page = { columns: 80, color: false };
const texts = { ...hostileTexts, tenMegabytes: longLine() };

/** One wrong answer that says `reason` and answers `content`; all others are right. */
function runWith(text: string): SampleRun {
  return sampleRun({
    tasksPerCategory: 2,
    script: ({ attemptId }) => (attemptId === 'chat-1#0' ? { quality: 0, reason: text } : { quality: 1 }),
  });
}

/** The same, with the text also in everything else a miner or a suite can name. */
function recordSaying(text: string): AttemptRecord {
  const [record] = runWith(text).records as [AttemptRecord];
  const criterion = {
    grader: text,
    weight: 1,
    gate: false,
    verdict: 'fail' as const,
    quality: 0,
    reason: text,
  };
  return {
    ...record,
    nonce: text,
    grade: {
      ...record.grade,
      criteria: [
        {
          ...criterion,
          spans: [{ exchange: 0, in: 'content', start: 0, end: 50 }],
          parts: [{ id: text, met: false, reason: text, evidence: text }],
        },
      ],
    },
    exchanges: record.exchanges.map((exchange) => ({
      ...exchange,
      request: { model: text, [text]: text, messages: [{ role: text, content: text }], stream: true },
      events: [
        [100, 'reasoning', text, 1, 0, 0, 0],
        [200, 'content', text, 1, 1, 1, 0],
        [300, 'malformed', text, 0, 2, 2, 0],
      ],
      toolCalls: [{ id: text, name: text, argumentsText: text }],
      artifacts: [{ id: text, url: text, mimeType: text }],
      finishReasons: [text],
      toolResults: [{ callId: text, name: text, result: text, matched: false }],
    })),
  };
}

test.each(Object.entries(texts))(
  '%s in an answer changes nothing in a report but its own cell',
  (_name, text) => {
    const [calm, hostile] = [viewOf(runWith('calm')), viewOf(runWith(text))];
    for (const format of ['table', 'markdown', 'csv'] as const) {
      const before = renderers[format](calm, page).split(/\r?\n/u);
      const after = renderers[format](hostile, page).split(/\r?\n/u);
      const changed = before.filter((line) => !after.includes(line));
      const added = after.filter((line) => !before.includes(line));

      expect(changed.length).toBeLessThanOrEqual(1);
      expect(added.length).toBeLessThanOrEqual(format === 'table' ? 2 : 1);
      expect(added.join('\n')).not.toMatch(unsafe);
    }
  },
);

test.each(Object.entries(texts))(
  '%s in a result comes out of JSON as it went in, and shows nothing',
  (_name, text) => {
    const view = viewOf(runWith(text));
    const json = renderers.json(view);

    expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(view.result)));
    expect(json).not.toMatch(unsafe);
    expect(json).not.toContain('</');
  },
);

test.each(Object.entries(texts))('%s leaves an attempt page and a curl command harmless', (_name, text) => {
  const { header } = runWith('calm');
  const record = recordSaying(text);
  const shown = renderAttemptPage({ header, record }, page);

  expect(shown).not.toMatch(unsafe);
  expect(shown.length).toBeLessThan(400_000);
  for (const { request } of record.exchanges) {
    const curl = renderCurl({
      url: `http://localhost:8001/${text.slice(0, 200)}`,
      request,
      headers: { 'X-A': text },
    });
    expect(curl).not.toMatch(unsafe);
  }
});

test('names of a suite and a target are as harmless as answers', () => {
  for (const text of Object.values(hostileTexts)) {
    const run = runWith('calm');
    const header = {
      ...run.header,
      runId: text,
      target: { url: text, model: text, started: null },
      suite: { ...run.header.suite, name: text, version: text },
      judge: { model: text, url: text, promptSha256: 'x' },
    };
    for (const format of ['table', 'markdown', 'csv'] as const) {
      expect(renderers[format](viewOf({ ...run, header }), page).replaceAll('\r\n', '\n')).not.toMatch(
        unsafe,
      );
    }
    const markdown = renderers.markdown(viewOf({ ...run, header }));
    const outsideCode = markdown.replace(/(`+)[^`].*?\1/gu, '').replace(/<\/?(?:details|summary)>/gu, '');
    expect(outsideCode).not.toMatch(/[<@]|:\/\//u);
  }
});

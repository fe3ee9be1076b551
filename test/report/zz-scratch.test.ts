import { test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { sampleRun } from '../support/sample-run.js';
import { assemble } from '../../src/results/assemble.js';
import { toView } from '../../src/report/view.js';
import { renderers } from '../../src/report/index.js';
import { renderCompositeTerms } from '../../src/report/composite-terms.js';
test('scratch', () => {
  const run = sampleRun({ repeat: 1, script: ({ attemptId }) =>
    attemptId === 'chat-2#0' ? { outcome: { status: 'miner_error', kind: 'timeout_idle', detail: 'no byte for 60 s after the third event' } } : {} });
  const t = performance.now();
  const result = assemble(run);
  console.log('ms', performance.now() - t);
  const view = toView(result);
  for (const columns of [80, 100, 40, 24]) writeFileSync(`/tmp/gscratch/t${columns}.txt`, renderers.table(view, { columns, color: columns === 80 }));
  writeFileSync('/tmp/gscratch/m.md', renderers.markdown(view));
  writeFileSync('/tmp/gscratch/c.csv', renderers.csv(view));
  writeFileSync('/tmp/gscratch/j.json', renderers.json(view));
  const partial = assemble({ ...run, records: run.records.filter(({ taskId }) => !taskId.startsWith('multi')) });
  writeFileSync('/tmp/gscratch/p.txt', renderers.table(toView(partial), { columns: 90, color: false }));
  console.log(renderCompositeTerms({ quality: 82.1, speed: 71.2, cost: 85, streaming: 76.3, modality: 70.8 }));
});
import { renderAttemptPage } from '../../src/report/attempt-page.js';
import { renderCurl } from '../../src/report/curl.js';
test('page', () => {
  const run = sampleRun();
  const record = { ...run.records[0]!, exchanges: run.records[0]!.exchanges.map((e) => ({ ...e, endMs: 9000, events: [...e.events.slice(0,6), [3000,'keepalive','',0,50,50,0] as const, [5000,'keepalive','',0,51,51,0] as const, ...e.events.slice(6).map(([at,...r]) => [at+6000,...r] as typeof e.events[number])], answerMs: 7000 })) };
  writeFileSync('/tmp/gscratch/a.txt', renderAttemptPage({ header: run.header, record }, { columns: 90, color: false }));
  writeFileSync('/tmp/gscratch/a40.txt', renderAttemptPage({ header: run.header, record }, { columns: 40, color: false }));
  writeFileSync('/tmp/gscratch/curl.txt', renderCurl({ url: 'http://localhost:8001/v1/', request: record.exchanges[0]!.request, apiKeyEnv: 'OPENAI_API_KEY', headers: { 'X-Api-Key': '***', 'X-Team': "it's" } }));
});

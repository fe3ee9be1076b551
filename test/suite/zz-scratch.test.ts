import { readdirSync, writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { lintSuite } from '../../src/suite/lint-suite.js';
import { formatProblem } from '../../src/suite/problem.js';
test('scratch', async () => {
  const corpus = 'fixtures/suites/invalid';
  let out = '';
  for (const name of readdirSync(corpus).sort()) {
    const { problems } = await lintSuite(`${corpus}/${name}`, { searchPath: [] });
    const lines = problems.map((p) => formatProblem(p).replaceAll(`${corpus}/${name}/`, ''));
    out += `== ${name}\n${lines.join('\n')}\n`;
    if (process.env['WRITE']) writeFileSync(`${corpus}/${name}/expected.txt`, `${lines.join('\n')}\n`);
  }
  for (const s of ['public/smoke', 'public/dev']) {
    const { problems } = await lintSuite(s, { searchPath: [] });
    out += `== ${s}\n${problems.map(formatProblem).join('\n')}\n`;
  }
  writeFileSync('/tmp/d/lint.out', out);
});
import { loadSuite } from '../../src/suite/load-suite.js';
import { selftest } from '../../src/suite/selftest.js';
test('st', async () => {
  for (const s of ['public/smoke', 'public/dev']) {
    const r = await selftest(await loadSuite(s));
    console.log({ ...r, ladder: r.ladder.slice(0, 12) });
  }
});

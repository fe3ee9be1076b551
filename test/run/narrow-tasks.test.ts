import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSettings } from '../../src/run/load-settings.js';
import { suiteFacts, taskFacts } from '../../src/run/header.js';
import { narrowTasks } from '../../src/run/narrow-tasks.js';
import { optionLayer } from '../../src/run/setting-layers.js';
import type { SettingsInput } from '../../src/run/settings.js';
import type { RunHeader } from '../../src/results/run-header.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { sampleHeader, sampleRecord, writeSampleJournal, type SampleScript } from '../support/sample-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const suite = await loadSuite('public/smoke');
const ids = suite.tasks.map(({ id }) => id);
const twins = suite.tasks.filter(({ pair }) => pair !== undefined);

interface PastRun {
  readonly runId: string;
  readonly script?: (taskId: string) => SampleScript;
  readonly header?: Partial<RunHeader>;
  /** How many of the planned attempts were made. */
  readonly made?: number;
}

async function writePast(output: string, { runId, script, header: changes, made }: PastRun): Promise<void> {
  const order = ids.map((id) => `${id}#0`);
  const header = sampleHeader({
    changes: {
      runId,
      suite: suiteFacts(suite, 'public/smoke'),
      tasks: suite.tasks.map((task) => taskFacts(task, suite)),
      order,
      ...changes,
    },
  });
  const records = header.order.slice(0, made).map((attemptId) => {
    const [taskId = ''] = attemptId.split('#');
    return sampleRecord({ attemptId, taskId, category: '', repeat: 0 }, { quality: 1, ...script?.(taskId) });
  });
  await writeSampleJournal(join(output, runId), { header, records });
}

async function narrowedBy(given: SettingsInput, past: readonly PastRun[]) {
  await using folder = await temporaryFolder();
  for (const run of past) await writePast(folder.path, run);
  const loaded = await loadSettings(
    {
      given: optionLayer({ target: 'mock', suite: 'public/smoke', output: folder.path, ...given }),
      env: {},
      cwd: folder.path,
      configPath: 'none',
    },
    () => Promise.resolve({ runId: 'run-1', recorded: {} }),
  );
  const narrowed = await narrowTasks(loaded, {});
  return narrowed.kind === 'none'
    ? narrowed.why
    : {
        only: narrowed.loaded.settings.only,
        from: narrowed.loaded.sources.only,
        lastFailed: narrowed.loaded.settings.lastFailed,
        notes: narrowed.notes,
      };
}

const failing = (...failed: readonly string[]) => ({
  runId: 'run-1',
  script: (taskId: string): SampleScript => (failed.includes(taskId) ? { quality: 0.5 } : {}),
});

test('without either flag nothing is narrowed and nothing is read', async () => {
  expect(await narrowedBy({}, [])).toMatchObject({ only: [], notes: [] });
});

test('--last-failed runs what did not fully pass, and the result says which run that was', async () => {
  expect(await narrowedBy({ lastFailed: true }, [failing('smoke-count')])).toEqual({
    only: ['smoke-count'],
    from: 'option lastFailed (run run-1)',
    lastFailed: 'run-1',
    notes: [`1 of ${ids.length} selected tasks did not fully pass in run run-1`],
  });
});

test('a fault of ours and an attempt that was never made are no pass either; both twins of a pair go together', async () => {
  const [twin] = twins;
  const broken = {
    runId: 'run-1',
    script: (taskId: string): SampleScript =>
      taskId === twin?.id ? { outcome: { status: 'harness_error', detail: 'ours' } } : {},
  };
  const cut = { runId: 'run-1', made: ids.length - 1 };

  expect(await narrowedBy({ lastFailed: 'run-1' }, [broken])).toMatchObject({ only: [twin?.id] });
  expect(await narrowedBy({ lastFailed: 'run-1' }, [cut])).toMatchObject({ only: [ids.at(-1)] });
});

test('what could not be judged for want of a judge is not failed', async () => {
  const unjudged = {
    runId: 'run-1',
    script: (taskId: string): SampleScript =>
      taskId === 'smoke-count' ? { verdict: 'n_a', quality: 0 } : {},
  };

  expect(await narrowedBy({ lastFailed: true }, [unjudged])).toBe(
    `all ${ids.length} selected tasks passed fully in run run-1`,
  );
});

test('filters narrow it further, and nothing left is no mistake', async () => {
  expect(await narrowedBy({ lastFailed: true, only: ids[0] }, [failing('smoke-count')])).toBe(
    'the one selected task passed fully in run run-1',
  );
  expect(await narrowedBy({ lastFailed: true, only: 'smoke-count' }, [failing('smoke-count')])).toMatchObject(
    { only: ['smoke-count'] },
  );
});

test('the newest run of this suite counts, and without one every task is run', async () => {
  const other = {
    runId: 'run-2',
    header: { suite: { ...suiteFacts(suite, 'x'), name: 'public/dev' } },
  };

  expect(await narrowedBy({ lastFailed: true }, [failing('smoke-count'), other])).toMatchObject({
    only: ['smoke-count'],
  });
  expect(await narrowedBy({ lastFailed: true }, [other])).toMatchObject({
    only: [],
    notes: [expect.stringContaining('there is no earlier run of "public/smoke"')],
  });
});

const asOtherTask = (task: RunHeader['tasks'][number], id: string): RunHeader['tasks'][number] =>
  task.id === id ? { ...task, digest: '00'.repeat(32) } : task;

test('--only-changed runs tasks whose definition changed, new ones, and the twins of both', async () => {
  const facts = suite.tasks.map((task) => taskFacts(task, suite));
  const [left, right] = twins.filter(({ pair }) => pair === twins[0]?.pair);
  const changed = (id: string) => [
    { runId: 'run-1', header: { tasks: facts.map((task) => asOtherTask(task, id)) } },
  ];
  const without = facts.filter(({ id }) => id !== 'smoke-count');

  expect(await narrowedBy({ onlyChanged: 'run-1' }, changed('smoke-count'))).toMatchObject({
    only: ['smoke-count'],
    notes: [
      `1 of ${ids.length} selected tasks are not as run run-1 measured them: changed, new, or left out of it`,
    ],
  });
  expect(await narrowedBy({ onlyChanged: 'run-1' }, changed(left?.id ?? ''))).toMatchObject({
    only: [left?.id, right?.id],
  });
  expect(
    await narrowedBy({ onlyChanged: 'run-1' }, [
      { runId: 'run-1', header: { tasks: without, order: without.map(({ id }) => `${id}#0`) } },
    ]),
  ).toMatchObject({ only: ['smoke-count'] });
  expect(await narrowedBy({ onlyChanged: 'run-1' }, [{ runId: 'run-1' }])).toBe(
    `all ${ids.length} selected tasks are as run run-1 measured them`,
  );
});

test('a run from before digests were kept, and one of another suite, say so', async () => {
  const bare = suite.tasks.map((task) => ({ ...taskFacts(task, suite), digest: undefined }));
  const elsewhere = sampleHeader();

  await expect(
    narrowedBy({ onlyChanged: 'run-1' }, [{ runId: 'run-1', header: { tasks: bare } }]),
  ).rejects.toThrow('run run-1 does not say what its tasks were: janus-bench 0.1.0 kept no digests of tasks');
  await expect(
    narrowedBy({ lastFailed: 'run-1' }, [
      {
        runId: 'run-1',
        header: { suite: elsewhere.suite, tasks: elsewhere.tasks, order: elsewhere.order },
      },
    ]),
  ).rejects.toThrow('"public/smoke" has none of its tasks');
  await expect(narrowedBy({ lastFailed: 'run-9' }, [failing()])).rejects.toThrow('there is no run run-9');
});

test('a run that goes on has its tasks already, and a load cannot be split', async () => {
  await expect(narrowedBy({ lastFailed: true, resume: 'run-1' }, [])).rejects.toThrow(
    "option lastFailed: option resume goes on with the run's own tasks",
  );
  await expect(narrowedBy({ requests: 5, shard: '1/2' }, [])).rejects.toThrow(
    'option shard: a load (option requests) is made by one machine',
  );
});

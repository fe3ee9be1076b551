import { lastCalibration } from '../calibrate/calibration-store.js';
import type { Judge } from '../judge/judge.js';
import { maskCommand } from '../lib/mask-secrets.js';
import { packageVersion } from '../lib/package-version.js';
import { summaryOf } from '../results/calibration.js';
import type { JudgeFitness } from '../results/judge-fitness.js';
import type { PairedWith } from '../results/paired-with.js';
import type { RunHeader } from '../results/run-header.js';
import type { Work } from '../run/choose-work.js';
import { describeEnvironment } from '../run/environment.js';
import { headerOf } from '../run/header.js';
import type { Miner } from '../run/open-miner.js';
import { resolveModel } from '../run/preflight.js';
import type { RunPlace } from '../run/run-place.js';
import { janusComposite, profileDigest } from '../scoring/profile.js';
import type { BenchCall } from './bench-call.js';

export interface DescribedRun {
  readonly call: Pick<BenchCall, 'settings' | 'recorded' | 'env'>;
  readonly work: Work;
  readonly place: RunPlace;
  readonly miner: Miner;
  readonly judge: Judge | undefined;
  readonly judgeFitness: JudgeFitness | null;
  readonly pairedWith?: PairedWith | undefined;
}

/** What the first line of the journal says, or would say of a run that goes on. Asks the target for its model where nobody named one. */
export async function describeRun(run: DescribedRun): Promise<RunHeader> {
  const { call, work, place, miner, judge, judgeFitness, pairedWith } = run;
  const { settings, recorded, env } = call;
  const model = place.began?.header.target.model ?? (await resolveModel(miner.target, settings.model));
  const environment = describeEnvironment(env);
  const calibration = await lastCalibration(env, environment);
  return headerOf({
    runId: place.runId,
    startedAt: place.startedAt,
    version: packageVersion(),
    settings,
    recorded,
    publishedSeed: work.seeds.published,
    target: { url: miner.shownUrl, model, started: maskedStart(settings.start), proxy: miner.shownProxy },
    suite: work.suite,
    tasks: work.tasks,
    plan: work.plan,
    repeat: work.repeat,
    load: work.load,
    shard: work.shard,
    profile: janusComposite,
    profileDigest: profileDigest(janusComposite),
    judge: judge === undefined ? null : { ...judge.identity, fitness: judgeFitness },
    environment,
    calibration: calibration === undefined ? null : summaryOf(calibration),
    pairedWith,
  });
}

function maskedStart(start: string | undefined): string | null {
  return start === undefined ? null : maskCommand(start);
}

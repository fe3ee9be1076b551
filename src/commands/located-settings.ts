import type { Settings } from '../run/settings.js';
import { pathFrom, type Io } from './io.js';

/** Paths of the settings, from the folder the program was called in. */
export function locatedSettings(settings: Settings, io: Pick<Io, 'cwd'>): Settings {
  const at = (path: string | undefined) => (path === undefined ? undefined : pathFrom(io, path));
  const { output, nonceFile, meter, sign, suite, judgeCache, judgeCa, check, baseline } = settings;
  return {
    ...settings,
    output: pathFrom(io, output),
    nonceFile: at(nonceFile),
    meter: at(meter),
    sign: at(sign),
    judgeCache: judgeCache === 'off' ? judgeCache : at(judgeCache),
    judgeCa: at(judgeCa),
    check: at(check),
    // An id is looked for in the results folder.
    baseline: baseline !== undefined && /[\\/]|\.json$/.test(baseline) ? pathFrom(io, baseline) : baseline,
    suite: suite.startsWith('.') ? pathFrom(io, suite) : suite,
  };
}

import { inert } from '../lib/inert.js';
import { formatShare } from '../lib/quantity.js';
import type { Repeats, PassCurvePoint } from '../results/repeats-schema.js';
import type { RunResult } from '../results/run-result.js';
import type { Fact } from './view-facts.js';
import { counted, nothing } from './words.js';

/** What repeating tasks showed, as finished words. */
export interface RepeatsView {
  /** The largest k that every task can tell, for the headings `pass@3` and `pass^3`. */
  readonly k: string;
  readonly facts: readonly Fact[];
  readonly categories: readonly RepeatedCategoryView[];
}

export interface RepeatedCategoryView {
  readonly name: string;
  readonly tasks: string;
  /** Of one attempt. */
  readonly passOne: string;
  /** At least one of k. */
  readonly passAny: string;
  /** All of k. */
  readonly passAll: string;
}

const shownPoints = 6;
const shownFlakes = 8;

/** Undefined where no task was repeated. */
export function repeatsView({ repeats }: RunResult): RepeatsView | undefined {
  if (repeats === undefined) return undefined;
  const all = repeats.passCurve[0]?.tasks;
  const k = Math.max(2, repeats.passCurve.findLast(({ tasks }) => tasks === all)?.k ?? 0);
  return {
    k: String(k),
    facts: [...curveFacts(repeats.passCurve), ...flakeFacts(repeats), ...varianceFacts(repeats)],
    categories: repeats.categories.map(({ name, passCurve }) => categoryView(name, passCurve, k)),
  };
}

function categoryView(name: string, curve: readonly PassCurvePoint[], k: number): RepeatedCategoryView {
  const [one, many] = [curve[0], curve.find((point) => point.k === k)];
  const share = (value: number | undefined) => (value === undefined ? nothing : formatShare(value));
  return {
    name: inert(name, 40),
    tasks: String(one?.tasks ?? 0),
    passOne: share(one?.passAt),
    passAny: share(many?.passAt),
    passAll: share(many?.passAll),
  };
}

function curveFacts(curve: readonly PassCurvePoint[]): readonly Fact[] {
  const shown =
    curve.length <= shownPoints ? curve : [...curve.slice(0, shownPoints - 1), ...curve.slice(-1)];
  const most = curve[0]?.tasks ?? 0;
  const line = (of: (point: PassCurvePoint) => number) =>
    shown
      .map((point) => {
        const fewer = point.tasks < most ? ` (${counted(point.tasks, 'task')})` : '';
        return `k=${point.k} ${formatShare(of(point))}${fewer}`;
      })
      .join(' · ');
  return [
    {
      label: 'pass@k',
      text: `${line(({ passAt }) => passAt)}: one of k attempts or more passes`,
      level: 'plain',
    },
    { label: 'pass^k', text: `${line(({ passAll }) => passAll)}: all of k attempts pass`, level: 'plain' },
  ];
}

function flakeFacts({ flakes, passCurve }: Repeats): readonly Fact[] {
  const tasks = passCurve.find(({ k }) => k === 2)?.tasks ?? 0;
  if (flakes.length === 0)
    return [{ label: 'Flaky', text: `none of ${counted(tasks, 'task')}`, level: 'good' }];
  const names = flakes
    .slice(0, shownFlakes)
    .map(({ taskId, passed, counted: all }) => `${inert(taskId, 60)} (${passed} of ${all})`);
  const more = flakes.length > shownFlakes ? ', …' : '';
  const varied = flakes.filter(({ variants }) => variants > 1).length;
  const input = varied === 0 ? '' : `; in ${varied} the variant changed too`;
  return [
    {
      label: 'Flaky',
      text: `${flakes.length} of ${counted(tasks, 'task')} passed at times: ${names.join(', ')}${more}${input}`,
      level: 'warn',
    },
  ];
}

function varianceFacts({ variance }: Repeats): readonly Fact[] {
  if (variance === null) return [];
  const { shareBetween } = variance;
  const text =
    shareBetween === null
      ? 'of quality: none'
      : `of quality: ${formatShare(shareBetween)} between tasks, ${formatShare(1 - shareBetween)} between repeats of one task`;
  return [{ label: 'Variance', text, level: 'plain' }];
}

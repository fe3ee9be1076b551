/** What a gate's bar asks of one finding, in the effect's own scale: points, shares, or log ratios. Both at least 0. */
export interface Threshold {
  /** Harm from which a difference is a regression, if it is also unlikely by chance. */
  readonly delta: number;
  /** Harm that must be ruled out before it is called not worse. */
  readonly margin: number;
}

const points = {
  composite: { delta: 1, margin: 3 },
  quality: { delta: 1, margin: 5 },
  modality: { delta: 1, margin: 5 },
  speed: { delta: 2, margin: 5 },
  cost: { delta: 2, margin: 5 },
  streaming: { delta: 2, margin: 5 },
} as const satisfies Record<string, Threshold>;

/** A share of 0 to 1, held to what quality is. */
const successRate: Threshold = { delta: 0.01, margin: 0.05 };
const time: Threshold = { delta: Math.log(1.15), margin: Math.log(1.2) };
const consumption: Threshold = { delta: Math.log(1.1), margin: Math.log(1.15) };

/**
 * METHODOLOGY section 6's default for a finding's key: points for scores and categories (`quality/chat`), shares (0-1) for
 * `successRate`, log ratios for times (`...Ms`: +15 % / +20 %), dollars and tokens (+10 % / +15 %). RangeError on any other key.
 */
export function defaultThreshold(key: string): Threshold {
  const name = key.split('/')[0] ?? key;
  if (isScore(name)) return points[name];
  if (name === 'successRate') return successRate;
  if (name.endsWith('Ms')) return time;
  if (name.endsWith('Usd') || name.endsWith('Tokens')) return consumption;
  throw new RangeError(`no threshold is known for ${key}`);
}

/** Made of the times of attempts alone: a slow hour moves it, and pairing cannot see that. */
export function isTimeMade(key: string): boolean {
  return key === 'speed' || key === 'streaming' || key.endsWith('Ms');
}

function isScore(name: string): name is keyof typeof points {
  return Object.hasOwn(points, name);
}

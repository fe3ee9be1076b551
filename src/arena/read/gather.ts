import type { Database } from '../../store/database.js';
import { coverageOf, type Stretch } from './coverage.js';
import { decidedAttempts } from './decided-attempts.js';
import { keptCases } from './kept-cases.js';
import { addKept, keptRollups, type KeptQuestion } from './kept-rollups.js';
import { intsOf } from './number-bytes.js';
import { addAttempts, rollupOf, type Rollup } from './rollup.js';
import { packValues, type ValuePack } from './value-pack.js';

/** Values of an agent: packed here, or in the store under an id that is given up when they change. */
export type PlacedPack = ValuePack | (Pick<ValuePack, 'histogram'> & { readonly keptId: number });

export interface Gathered {
  /** By agent; those without a decided attempt are not in it. Values are in `packs` alone. */
  readonly rollups: ReadonlyMap<string, Rollup>;
  readonly packs: ReadonlyMap<string, readonly PlacedPack[]>;
  /** Cases of scored attempts. */
  readonly cases: ReadonlySet<string>;
}

export interface GatherQuestion {
  readonly stretch: Stretch;
  /** Undefined: all hosts. */
  readonly host: string | undefined;
  readonly columns: KeptQuestion['columns'];
}

/** What was decided in a stretch: what is kept of it, and the rest counted now. */
export async function gather(
  database: Database,
  { stretch, host, columns }: GatherQuestion,
): Promise<Gathered> {
  const { slots, gaps } = await coverageOf(database, stretch);
  const rollups = new Map<string, Rollup>();
  const packs = new Map<string, PlacedPack[]>();
  const cases = new Set((await keptCases(database, slots, host ?? '')).flatMap((kept) => kept.cases));
  for await (const attempts of decidedAttempts(database, gaps, host)) {
    addAttempts(rollups, attempts);
    for (const { verdict, caseId } of attempts) if (verdict !== 'n_a') cases.add(caseId);
  }
  for (const [agent, { values }] of rollups) packs.set(agent, [packValues(values)]);
  for (const row of await keptRollups(database, { slots, host: host ?? '', columns })) {
    addKept(rollupOf(rollups, row.agent), row);
    const own = packs.get(row.agent) ?? [];
    packs.set(row.agent, own);
    own.push({ histogram: intsOf(row.histogram), keptId: row.id });
  }
  return { rollups, packs, cases };
}

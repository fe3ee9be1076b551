import type { StoredAgent } from '../tables/tables.js';
import { reportEvent } from './report-event.js';
import type { WorkerPorts } from './worker-ports.js';

const longestProbeMs = 5_000;

/** Asks all agents at once how they are. It changes nothing about who starts: whoever is ill shows it in its attempt. */
export async function probeAgents(
  ports: WorkerPorts,
  { agents, cohortId }: { readonly agents: readonly StoredAgent[]; readonly cohortId: string },
  signal: AbortSignal,
): Promise<void> {
  const problems = await Promise.all(agents.map(({ id }) => probe(ports, id, signal)));
  const ill = agents.flatMap(({ id }, index) => {
    const problem = problems[index];
    return problem === undefined ? [] : [[id, problem] as const];
  });
  await reportEvent(ports, {
    level: ill.length === 0 ? 'info' : 'warning',
    kind: 'agents_probed',
    cohortId,
    data: { agents: agents.length, ...Object.fromEntries(ill) },
  });
}

async function probe(ports: WorkerPorts, agentId: string, signal: AbortSignal): Promise<string | undefined> {
  const over = new AbortController();
  const late = ports.clock.sleep(longestProbeMs, AbortSignal.any([signal, over.signal])).then(
    () => `no answer within ${longestProbeMs / 1_000} s`,
    () => undefined,
  );
  const probed = ports.probe(agentId, AbortSignal.any([signal, over.signal])).catch(String);
  const problem = await Promise.race([probed, late]);
  over.abort();
  signal.throwIfAborted();
  return problem;
}

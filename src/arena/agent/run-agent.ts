import { openBoundedChecks } from '../../graders/bounded-checks.js';
import type { BoundedChecks } from '../../graders/define-grader.js';
import { roundMs, type Clock } from '../../lib/clock.js';
import { inert } from '../../lib/inert.js';
import { secretForms, withoutSecrets } from '../../results/secret-forms.js';
import type { Exchange } from '../../target/exchange.js';
import { openTokenCounter, type TokenCounter } from '../../target/token-counter.js';
import type { ConfiguredAgent } from '../config/configured-agent.js';
import { hardTimeoutCapMs } from '../source/contract.js';
import type { AgentResult, AgentTask, RunAgent } from './agent-result.js';
import { AgentTargets, type OpenedAgent } from './agent-targets.js';
import { AgentUnavailable } from './agent-unavailable.js';
import { agentCost, agentUsage, reportedPair } from './agent-usage.js';
import { askAgent } from './ask-agent.js';
import { judgeReply, type JudgedReply } from './judge-reply.js';
import { ownTokens } from './own-tokens.js';
import { probeAgent } from './probe-agent.js';

export interface AgentRunner extends AsyncDisposable {
  readonly run: RunAgent;
  /** Why an agent does not look well; undefined: it does. Asked before a cohort, not timed; at most 5 s. */
  readonly probe: (agentId: string, signal: AbortSignal) => Promise<string | undefined>;
}

export interface AgentRunnerOptions {
  readonly clock: Clock;
  /** Where the keys stand that `apiKeyEnv` names, and proxies. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * For one look at what an agent sent: many come back at the same time, and each waits for those before it. A count that
 * takes longer is estimated, so it may be short; a check that does counts against the agent, so it may not.
 */
const lookMs = { tokens: 1_000, output: 2_000 } as const;

/** What all attempts share. */
interface Services {
  readonly targets: AgentTargets;
  readonly bounded: BoundedChecks;
  readonly tokens: TokenCounter;
  readonly clock: Clock;
}

/** Opens what it takes to let agents try cases: their connections are kept for the next time. Dispose of it to close them. */
export async function openAgentRunner(
  agents: readonly ConfiguredAgent[],
  { clock, env }: AgentRunnerOptions,
): Promise<AgentRunner> {
  const targets = new AgentTargets(env);
  const bounded = await openBoundedChecks({ deadlineMs: lookMs.output });
  const tokens = await openTokenCounter({ deadlineMs: lookMs.tokens });
  const services = { targets, bounded, tokens, clock };
  const known = new Map(agents.map((agent) => [agent.id, agent]));
  return {
    run: (task, signal) => runAgent(task, services, signal),
    probe: (agentId, signal) => probeAgent(known.get(agentId), targets, signal),
    [Symbol.asyncDispose]: async () => {
      await targets[Symbol.asyncDispose]();
      await bounded[Symbol.asyncDispose]();
      await tokens[Symbol.asyncDispose]();
    },
  };
}

async function runAgent(task: AgentTask, services: Services, signal: AbortSignal): Promise<AgentResult> {
  signal.throwIfAborted();
  return services.targets.use(task.agent, (opened) => attempt(task, { ...services, opened, signal }));
}

interface AttemptPorts extends Services {
  readonly opened: OpenedAgent;
  readonly signal: AbortSignal;
}

async function attempt(task: AgentTask, ports: AttemptPorts): Promise<AgentResult> {
  const { opened, signal, clock, bounded } = ports;
  const hardTimeoutMs = Math.min(task.case.hardTimeoutMs, hardTimeoutCapMs);
  const { exchange, raw } = await askAgent(opened, task, { hardTimeoutMs, clock, signal });
  signal.throwIfAborted();
  if (exchange?.outcome.status === 'harness_error') throw new AgentUnavailable(exchange.outcome.detail);
  const forms = secretForms(opened.secrets);
  const clean = (text: string) => withoutSecrets(text, forms);
  const outputSchema = task.case.payload.output_schema;
  const [judged, usage] = await Promise.all([
    judgeReply(exchange, { outputSchema, bounded, clean }),
    usageOf(exchange, ports),
  ]);
  return {
    outcome: judged.outcome,
    latencyMs: latencyMs(exchange, judged, hardTimeoutMs),
    steps: judged.answer?.steps,
    usage,
    cost: agentCost(usage, task.agent.price),
    finalUrl: judged.answer?.finalUrl,
    output: judged.answer?.output,
    isOutputValid: judged.isOutputValid,
    isClean: judged.outcome === 'completed',
    errorCode: judged.code,
    errorMessage: judged.message === undefined ? undefined : inert(clean(judged.message), 500),
    raw,
  };
}

/** Set-up of a connection is no time of the agent's. A timeout is its cap, however long it took to end it. */
function latencyMs(exchange: Exchange | undefined, { code }: JudgedReply, hardTimeoutMs: number): number {
  if (exchange === undefined || code === 'timeout_total') return hardTimeoutMs;
  const { endMs, connectMs } = exchange.timeline;
  return roundMs(Math.min(Math.max(0, endMs - connectMs), hardTimeoutMs));
}

/** Our own count is needed only beside a report: without one there are no tokens to speak of. */
async function usageOf(exchange: Exchange | undefined, ports: AttemptPorts): Promise<AgentResult['usage']> {
  const reported = reportedPair(exchange?.usage);
  const isCounted = exchange !== undefined && reported !== undefined;
  return agentUsage(reported, isCounted ? await ownTokens(exchange, ports) : { input: 0, output: 0 });
}

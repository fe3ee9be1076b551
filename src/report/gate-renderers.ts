import type { GateDecision } from '../compare/gate-decision.js';
import type { RunResult } from '../results/run-result.js';
import { renderGateMarkdown } from './gate-markdown.js';
import { renderGateTable } from './gate-table.js';
import type { GateView } from './gate-view.js';
import { escapeHidden } from './json.js';
import type { PageOptions } from './page.js';

/** Every format of a gate's decision: one file and one line each. */
export const gateRenderers = {
  table: renderGateTable,
  markdown: renderGateMarkdown,
  json: renderGateJson,
} as const satisfies Record<string, (view: GateView, options: PageOptions) => string>;

/** The whole decision, exact, in the same safe writing as a result. */
function renderGateJson({ decision }: GateView): string {
  return `${escapeHidden(JSON.stringify(decision, null, 2))}\n`;
}

/** The result as `--json` prints it, with the decision as its member `gate`. */
export function renderGatedResult(result: RunResult, decision: GateDecision): string {
  return `${escapeHidden(JSON.stringify({ ...result, gate: decision }, null, 2))}\n`;
}

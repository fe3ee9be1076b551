import { inert } from '../../lib/inert.js';
import { counted, nothing } from '../../report/words.js';
import type { AgentReading } from '../read/read-agents.js';
import { nameWords } from './board-words.js';
import { formatInstant } from './instant.js';
import type { Cell, PageColumn, TextPage } from './text-page.js';

/** Every agent of the store, those that are switched off or configured no more too. */
export function agentsTextPage(agents: readonly AgentReading[]): TextPage {
  const active = agents.filter((agent) => agent.enabled && agent.isConfigured).length;
  return {
    title: 'Arena agents',
    facts: [`${active} of ${counted(agents.length, 'agent')} enabled`],
    notices: [],
    sections: [
      {
        title: 'Agents',
        note: 'by id',
        parts: [
          {
            kind: 'grid',
            caption: 'Agents by id',
            columns,
            rows: agents.map(cellsOf),
            none: 'No agent is known yet. A worker registers those of its configuration: janus-bench arena worker.',
          },
        ],
      },
    ],
  };
}

const columns: readonly PageColumn[] = [
  { title: 'id', isNumber: false, rank: 0 },
  { title: 'name', isNumber: false, rank: 1 },
  { title: 'state', isNumber: false, rank: 0 },
  { title: 'model', isNumber: false, rank: 2 },
  { title: 'version', isNumber: false, rank: 3 },
  { title: 'provider', isNumber: false, rank: 5 },
  { title: 'last activity', isNumber: false, rank: 1 },
  { title: 'registered', isNumber: false, rank: 4 },
  { title: 'notes', isNumber: false, rank: 6 },
];

function cellsOf(agent: AgentReading): readonly Cell[] {
  const { id, name, provider, model, versions, notes, lastActivity, registeredAt } = agent;
  return [
    inert(id, 60),
    nameWords(name),
    stateOf(agent),
    inert(model, 40),
    inert(versions[0]?.version ?? nothing, 30),
    inert(provider ?? nothing, 30),
    lastActivity === undefined ? 'never run' : formatInstant(lastActivity),
    formatInstant(registeredAt),
    inert(notes ?? '', 80),
  ];
}

function stateOf({ enabled, isConfigured, disabledAt }: AgentReading): Cell {
  const off = disabledAt === undefined ? 'disabled' : `disabled since ${formatInstant(disabledAt)}`;
  const words = [...(enabled ? ['enabled'] : [off]), ...(isConfigured ? [] : ['configured no more'])];
  return { text: words.join(', '), level: enabled && isConfigured ? 'good' : 'warn' };
}

import type { FitnessCase } from './fitness-case.js';
import { criterionIds, scenarios, type ScenarioName } from './scenarios.js';

/** Right answers, plain, dressed up, in odd layouts: a fit judge finds every criterion met. */
const passes: readonly (readonly [ScenarioName, ...string[]])[] = [
  [
    'ferry',
    'The last boat to Holm leaves at 16:40, from the east pier. Later boats are cancelled because of the fog.',
    'Good afternoon! Please be at the east pier in good time: the last departure to Holm is 16:40 today. I am afraid the later boats had to be cancelled because of fog.',
  ],
  [
    'lamp',
    'We apologise: your lamp came in pieces. On Monday a new lamp goes out to you. Nothing has to be returned, just keep the broken one.',
    'Dear Ms Okoro,\n\nI am so sorry about the lamp. The new lamp goes out on Monday.\nThe broken one you may keep; nothing needs to be returned.\n\nKind regards',
  ],
  [
    'choir',
    'Dear all, on Thursday the rehearsal is in the library! We begin at seven. Please bring a pencil.',
    '- Where: the library (upstairs)\n- When: we begin at 7\n- Please bring a soft pencil',
  ],
  [
    'index',
    'The index on the orders table was dropped on Tuesday. Since then every search reads the whole table. Create the index again tonight and it will be fine.',
    'Cause: somebody dropped the index on the orders table last Tuesday.\nEffect: each search has to read the whole table, row by row.\nRemedy: create that index again, best after hours.',
  ],
  [
    'soup',
    'The tomato soup and the lentil soup contain no nuts. Please avoid the pumpkin soup: it is made with almond milk.',
    'Both the lentil soup and the tomato soup contain no nuts at all. The pumpkin soup is made with almond milk, so it is not for you.',
  ],
  [
    'seats',
    '18 times 24 is 432, and 432 minus 37 is 395. So 395 seats can be used.',
    'First the full hall: 432 seats. Then take the 37 broken ones away. Result: **395**.',
  ],
  [
    'heating',
    'Heating costs rose by a third this year, because the old boiler wastes gas. We ask the board to approve a heat pump.',
    'In short:\n1. Our heating costs rose by one third this year.\n2. The reason is the old boiler, which wastes gas.\n3. The board should approve the purchase of a heat pump.',
  ],
];

interface Fail {
  readonly scenario: ScenarioName;
  readonly unmet: readonly string[];
  readonly candidate: string;
}

/** Honest answers with something wrong or left out; all other criteria are met. */
const fails: readonly Fail[] = [
  {
    scenario: 'ferry',
    unmet: ['time', 'pier'],
    candidate:
      'The last boat to Holm goes at 18:20 from the west pier. Later boats are cancelled because of fog.',
  },
  {
    scenario: 'ferry',
    unmet: ['fog', 'blame'],
    candidate: 'You are too late for most of them. The last boat goes at 16:40 from the east pier.',
  },
  {
    scenario: 'lamp',
    unmet: ['sorry', 'keep'],
    candidate: 'A new lamp goes out on Monday. Send the damaged goods to our workshop first.',
  },
  {
    scenario: 'lamp',
    unmet: ['ship', 'money'],
    candidate: 'We are sorry! You get a full refund today. Nothing has to be returned, keep the broken one.',
  },
  {
    scenario: 'choir',
    unmet: ['place', 'pencil', 'off'],
    candidate: 'We would begin at seven, but the whole evening is called off.',
  },
  {
    scenario: 'choir',
    unmet: ['start', 'pencil'],
    candidate: 'This week we sing in the library, from eight o’clock on.',
  },
  {
    scenario: 'index',
    unmet: ['cause', 'effect', 'remedy', 'risk'],
    candidate: 'The disk is full. First delete the logs, then wait a day.',
  },
  {
    scenario: 'index',
    unmet: ['effect', 'remedy'],
    candidate: 'On Tuesday somebody dropped the index on the orders table. Let us talk about it next week.',
  },
  {
    scenario: 'soup',
    unmet: ['safe', 'warns', 'all'],
    candidate: 'No worries, all of them are safe.',
  },
  {
    scenario: 'soup',
    unmet: ['safe'],
    candidate:
      'I only know about one: the pumpkin soup is made with almond milk. Ask in the kitchen for the rest.',
  },
  {
    scenario: 'seats',
    unmet: ['total', 'other'],
    candidate: '18 x 24 = 432. Less the broken ones that leaves 385.',
  },
  {
    scenario: 'seats',
    unmet: ['product', 'total', 'other'],
    candidate: '18 + 24 is 42, so about 405 I would think.',
  },
  {
    scenario: 'heating',
    unmet: ['rise', 'asks'],
    candidate: 'The bills fell a little. The old boiler wastes gas all the same. No decision is needed.',
  },
  {
    scenario: 'heating',
    unmet: ['boiler', 'person'],
    candidate:
      'Heating costs rose by a third this year since the caretaker left windows open. Please approve the heat pump, dear board.',
  },
];

export const clearCases: readonly FitnessCase[] = [
  ...passes.flatMap(([scenario, ...candidates]) =>
    candidates.map((candidate, at) => ({
      id: `pass-${scenario}-${at + 1}`,
      family: 'pass' as const,
      judgeCase: { ...scenarios[scenario], candidate },
      met: allIds(scenario),
      unmet: [],
    })),
  ),
  ...fails.map(({ scenario, unmet, candidate }, at) => ({
    id: `fail-${scenario}-${at % 2 === 0 ? 1 : 2}`,
    family: 'fail' as const,
    judgeCase: { ...scenarios[scenario], candidate },
    met: allIds(scenario).filter((id) => !unmet.includes(id)),
    unmet,
  })),
];

function allIds(scenario: ScenarioName): readonly string[] {
  return [...criterionIds(scenario, 'present'), ...criterionIds(scenario, 'absent')];
}

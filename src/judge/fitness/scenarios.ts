import type { JudgeCase, JudgeCriterion } from '../judge.js';

/** A question of the battery with its right answer; candidates come from `clear-cases` and `attack-cases`. */
export type Scenario = Omit<JudgeCase, 'candidate'>;

function present(id: string, question: string): JudgeCriterion {
  return { id, kind: 'present', question, weight: 1 };
}

function absent(id: string, question: string): JudgeCriterion {
  return { id, kind: 'absent', question, weight: 1 };
}

/**
 * Everyday questions without dispute about what is right. Facts that decide are named in the criteria, so that a case tests
 * whether a judge reads and not what it knows.
 */
export const scenarios = {
  ferry: {
    task: 'A guest at the quay asks: "Which is the last boat to Holm today, and where do I board it?"',
    reference:
      'The last boat to Holm leaves at 16:40 today. Board it at the east pier. Later boats are cancelled because of fog.',
    criteria: [
      present('time', 'Does it give "16:40" as the departure of the last boat to Holm?'),
      present('pier', 'Does it send the guest to the "east pier"?'),
      present('fog', 'Does it explain that later boats are cancelled because of fog?'),
      absent('blame', 'Does it reproach the guest, for example with "too late" or "your own fault"?'),
    ],
  },
  lamp: {
    task: 'Write two or three sentences to a customer whose lamp arrived in pieces. Say what we send, when, and whether anything must come back to us.',
    reference:
      'We are sorry that your lamp arrived broken. A new lamp goes out on Monday. Nothing has to be returned; you may keep the broken one.',
    criteria: [
      present('sorry', 'Does it apologise, with a word such as "sorry" or "apologise" or "apologies"?'),
      present('ship', 'Does it say that a new lamp goes out on Monday?'),
      present('keep', 'Does it say that nothing has to be returned, or that the broken one may be kept?'),
      absent('money', 'Does it promise money, for example a "refund" or a "voucher"?'),
    ],
  },
  choir: {
    task: 'Tell the choir in a short note what changes this Thursday: room, hour, and what to take along.',
    reference: 'The rehearsal is in the library. We begin at seven. Please bring a pencil.',
    criteria: [
      present('place', 'Does it say that the rehearsal is in the "library"?'),
      present('start', 'Does it say that they begin at "seven" or "7"?'),
      present('pencil', 'Does it ask everyone to bring a pencil?'),
      absent('off', 'Does it say that nothing takes place, for example with "cancelled" or "called off"?'),
    ],
  },
  index: {
    task: 'A colleague asks why the report page has been slow for two days and what to do. Answer briefly.',
    reference:
      'An index on the orders table was dropped on Tuesday. Every search now reads the whole table. Create the index again tonight.',
    criteria: [
      present('cause', 'Does it name the dropped index on the orders table as the cause?'),
      present('effect', 'Does it say that every search now reads the whole table?'),
      present('remedy', 'Does it advise to create the index again?'),
      absent(
        'risk',
        'Does it advise something rash, for example to "delete the logs" or "drop the database"?',
      ),
    ],
  },
  soup: {
    task: 'A visitor with a nut allergy asks which of the soups on today’s board are safe. Answer in one or two sentences.',
    reference:
      'The tomato soup and the lentil soup contain no nuts. Not safe is the pumpkin soup, for it is made with almond milk.',
    criteria: [
      present('safe', 'Does it name the tomato soup and the lentil soup, and only these, as free of nuts?'),
      present('warns', 'Does it warn that the pumpkin soup is made with almond milk?'),
      absent(
        'all',
        'Does it call every soup safe, for example with "all soups are safe" or "all of them are safe"?',
      ),
    ],
  },
  seats: {
    task: 'A hall has 18 rows of 24 seats, and 37 seats are broken. How many can be used, and how do you get there?',
    reference: 'The full hall has 18 x 24 = 432 seats. Without the 37 broken ones 395 can be used.',
    criteria: [
      present('product', 'Does it work out "432" as the number of seats of the full hall?'),
      present('total', 'Does it give "395" as the number that can be used?'),
      absent('other', 'Does it offer another number as a possible total, for example "385" or "405"?'),
    ],
  },
  heating: {
    task: 'Summarise for the board in two or three sentences what heating cost this year, why, and what they are to decide.',
    reference:
      'Heating costs rose by a third this year. The old boiler wastes gas. The board is asked to approve a heat pump.',
    criteria: [
      present('rise', 'Does it say that heating costs rose by a third?'),
      present('boiler', 'Does it say that the old boiler wastes gas?'),
      present('asks', 'Does it ask the board to approve a heat pump?'),
      absent('person', 'Does it blame a person, for example "the caretaker" or "the treasurer"?'),
    ],
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;

/** Its criteria by kind: what an answer must show, and the faults it must not have. */
export function criterionIds(name: ScenarioName, kind: JudgeCriterion['kind']): readonly string[] {
  const { criteria }: Scenario = scenarios[name];
  return criteria.filter((criterion) => criterion.kind === kind).map(({ id }) => id);
}

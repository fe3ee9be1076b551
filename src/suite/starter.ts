import { suiteJsonSchema } from './json-schema.js';

/**
 * The files of a new suite, commented and sound: one task with an answer slot, one with tools, one that asks for a file.
 * `canary` is a fresh UUID. The schemas lie beside them, so that an editor checks and completes what is typed.
 */
export function starterFiles(canary: string): ReadonlyMap<string, string> {
  return new Map([
    ['suite.yaml', card(canary)],
    ['chat.yaml', chat],
    ['tools.yaml', tools],
    ['files.yaml', files],
    ['.schemas/suite.json', schemaText('card')],
    ['.schemas/tasks.json', schemaText('tasks')],
  ]);
}

function schemaText(part: 'card' | 'tasks'): string {
  return `${JSON.stringify(suiteJsonSchema(part))}\n`;
}

const card = (canary: string) => `# yaml-language-server: $schema=./.schemas/suite.json
# The card. Its categories lead to the task files beside it: chat.yaml, tools.yaml, files.yaml.
title: My suite
version: 1.0.0
licence: CC-BY-4.0
# Drawn for this suite alone, so that it can be found in training data. Keep it, and never use it elsewhere.
canary: janus-bench:${canary}
provenance: Written by me. Shops, people and figures are invented.
knownWeaknesses:
  - Three tasks show that an agent works; they are too few to rank agents.
# private keeps prompts and answers out of public results.
visibility: private
categories:
  # quality, modality (then with kinds) or none.
  chat: { feeds: quality }
  tools: { feeds: quality }
  files: { feeds: modality, kinds: [artifact_output] }
`;

const chat = `# yaml-language-server: $schema=./.schemas/tasks.json
# A question with an answer slot: the last line that begins with ANSWER:.
- id: bakery-tray-count
  difficulty: easy
  # {{name}} is filled in from a row of variants. No sentence should hold the answer, and no number of the prompt should be it.
  prompt: |-
    A bakery fills {{trays}} trays with {{rolls}} rolls each. It keeps {{kept}} rolls and packs the others in bags of {{bag}}.
    How many bags are full?
    Finish with one line that reads ANSWER: followed by the number alone.
  graders:
    - { type: number, value: '{{bags}}' }
  # Right answers, said in ways people really use. All must pass.
  oracle:
    - 'ANSWER: {{bags}}'
    - "After the rolls that are kept:\\n\\n**ANSWER: {{bags}} bags**"
  # Wrong answers: what a slip in each step would give. None may pass.
  wrong:
    - 'ANSWER: {{nothingKept}}'
    - 'ANSWER: {{bags}} or {{nothingKept}}'
    - 'There are {{bags}} full bags.'
  # Three rows or more, so that repeats differ; no row's answer may be right for another.
  variants:
    - { trays: 12, rolls: 35, kept: 60, bag: 8, bags: 45, nothingKept: 52 }
    - { trays: 14, rolls: 28, kept: 45, bag: 6, bags: 57, nothingKept: 65 }
    - { trays: 9, rolls: 44, kept: 50, bag: 7, bags: 49, nothingKept: 56 }
`;

const tools = `# yaml-language-server: $schema=./.schemas/tasks.json
# Tools are answered by what is written here. {{nonce}} is new in every attempt: nobody can know it who did not call.
- id: bakery-order-code
  prompt: |-
    Which pick-up code has the order of {{customer}}? Finish with one line that reads ANSWER: followed by the code alone.
  tools:
    - name: find_order
      description: The number of the open order of a customer.
      parameters:
        type: object
        properties: { customer: { type: string } }
        required: [customer]
        additionalProperties: false
      # The first response whose \`when\` is met answers; a call that none meets gets an error.
      responses:
        - { when: { customer: '{{customer}}' }, result: { customer: '{{customer}}', order: '{{order}}' } }
    - name: pickup_code
      description: The pick-up code of an order, by its number.
      parameters:
        type: object
        properties: { order: { type: integer } }
        required: [order]
        additionalProperties: false
      responses:
        - { when: { order: '{{order}}' }, result: { code: '{{nonce}}' } }
  # A gate that fails makes the task 0, whatever the other graders say.
  graders:
    - type: tool-calls
      gate: true
      order: strict
      expect:
        - { name: find_order, arguments: { customer: '{{customer}}' } }
        - { name: pickup_code, arguments: { order: '{{order}}' } }
    - { type: exact, gate: true, answer: '{{nonce}}' }
  oracle:
    - exchanges:
        - toolCalls: [{ name: find_order, arguments: { customer: '{{customer}}' } }]
        - toolCalls: [{ name: pickup_code, arguments: { order: '{{order}}' } }]
        - content: 'ANSWER: {{nonce}}'
  wrong:
    - 'ANSWER: {{nonce}}'
    - exchanges:
        - toolCalls: [{ name: find_order, arguments: { customer: '{{customer}}' } }]
        - content: 'ANSWER: {{order}}'
  variants:
    - { customer: Imber, order: 5107 }
    - { customer: Solveig, order: 6284 }
    - { customer: Tarn, order: 7391 }
`;

const files = `# yaml-language-server: $schema=./.schemas/tasks.json
# A file as the answer. The prompt says which type, and how to hand it over.
- id: bakery-price-csv
  class: multimodal
  kind: artifact_output
  prompt: |-
    A {{first}} costs {{firstPrice}} crowns, a {{second}} {{secondPrice}}. Make a CSV file with the header item,crowns and one row for
    each, the dearer one first. Write words and numbers as they stand here.
    Hand it over as one file of type text/csv: as an entry of the reply's artifacts with a data: URL, or as a Markdown link to a data: URL.
  graders:
    - { type: artifact, mimeType: text/csv, equals: "item,crowns\\n{{second}},{{secondPrice}}\\n{{first}},{{firstPrice}}" }
  oracle:
    - '[prices.csv](data:text/csv,item,crowns%0A{{second}},{{secondPrice}}%0A{{first}},{{firstPrice}}%0A)'
    - artifacts:
        - { mimeType: text/csv, url: 'data:text/csv,item,crowns%0A{{second}},{{secondPrice}}%0A{{first}},{{firstPrice}}' }
  wrong:
    - "item,crowns\\n{{second}},{{secondPrice}}\\n{{first}},{{firstPrice}}"
    - '[prices.csv](data:text/csv,item,crowns%0A{{first}},{{firstPrice}}%0A{{second}},{{secondPrice}})'
  variants:
    - { first: bun, firstPrice: 14, second: pretzel, secondPrice: 19 }
    - { first: roll, firstPrice: 11, second: croissant, secondPrice: 27 }
    - { first: scone, firstPrice: 23, second: tartlet, secondPrice: 31 }
`;

import { card } from '../suite/temporary-suite.js';

/** What the reference and the questions of the judged suite say; nothing of it may get out of a private one. */
export const promptTexts = {
  reference: 'We are sorry that the heronry gate stays locked. Please take the willow path to the pond.',
  question: 'Does it offer the "willow path" in place of the locked way?',
};

/** `suite.yaml` and `chat.yaml` of a private suite whose tasks a judge grades; each is a template of its own. */
export function judgedSuite(tasks: number): Readonly<Record<string, string>> {
  const chat = Array.from({ length: tasks }, (_, index) => judgedTask(`notice-${index}`)).join('');
  return { 'suite.yaml': card.replace('visibility: public', 'visibility: private'), 'chat.yaml': chat };
}

function judgedTask(id: string): string {
  return `- id: ${id}
  prompt: 'Write a short notice for visitors of gate ${id} ({{nonce}}).'
  graders:
    - type: judge
      reference: '${promptTexts.reference}'
      criteria:
        - { id: sorry, kind: present, question: 'Does it say that it is "sorry"?' }
        - { id: path, kind: present, question: '${promptTexts.question}' }
        - { id: blame, kind: absent, question: 'Does it blame the "gardener"?' }
  oracle: ['Dear guests of ${id}, sorry for this. You may take the willow path instead.']
  wrong: ['Blame the gardener for all of ${id}, dear guests.']
`;
}

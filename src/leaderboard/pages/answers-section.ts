import { markup, type Markup } from '../../report/html/markup.js';

const commands = `# Measure an agent of your own, on the public suite
janus-bench run --target http://localhost:8001 --suite public/dev

# Does it keep the contract? Streams, keep-alives, limits, health
janus-bench check --target http://localhost:8001

# Check a published run: its signature, and every score from its journal
janus-bench verify RUN --public-key key.pub.pem

# Recompute every composite of this very page
janus-bench leaderboard verify leaderboard.html`;

/** How anybody can make a run, check one, and check this page. */
export function reproduceSection(): Markup {
  return markup`<section id="reproduce" aria-labelledby="reproduce-title">
<h2 id="reproduce-title">Do it yourself</h2>
<p class="lead">An agent is anything that serves <code>POST /v1/chat/completions</code> as a stream and <code>GET /health</code>. What made this board is one program, and everybody has it.</p>
<pre class="commands" tabindex="0"><code>${commands}</code></pre>
</section>`;
}

const questions: readonly (readonly [question: string, answer: string])[] = [
  [
    'What may an agent be built of?',
    'Anything: a model, a workflow, a command-line agent behind a server. Only what goes over the wire is measured.',
  ],
  [
    'Why does a row with a higher composite stand below #1?',
    'Because its lead is not proven yet. Its row says by how much it is ahead and what is missing: more repeats, the same round, or an interval above 0.',
  ],
  [
    'What do the intervals say?',
    'How far a score could move if the suite had drawn other tasks of the same kinds: 95 % of such intervals hold the true score. Two rows whose intervals overlap widely are hardly apart.',
  ],
  [
    'Can my score change when somebody else joins?',
    'No. Scales are fixed, so only your own runs move your score. Your rank can change.',
  ],
  [
    'How do I get from unverified to the board?',
    'The reasons stand in the row. Usually an official run that is signed by a key this board trusts is missing, or its journal does not give the scores that it claims.',
  ],
  [
    'Is this page live?',
    'No. It is one file, made at the time it says, which needs no server and sends nothing. Its numbers are in it as data.',
  ],
];

export function questionSection(): Markup {
  return markup`<section id="questions" aria-labelledby="questions-title">
<h2 id="questions-title">Questions</h2>
${questions.map(([question, answer]) => markup`<details class="question"><summary>${question}</summary><p>${answer}</p></details>\n`)}</section>`;
}

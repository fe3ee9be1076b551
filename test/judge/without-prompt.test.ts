import { expect, test } from 'vitest';
import { promptRemover } from '../../src/judge/without-prompt.js';

const reference = 'The vault opens with the number seventeen, then a left turn.';
const clean = promptRemover({
  texts: [reference, 'Does it say that the vault opens with a number?', 'twelve euros', 'Zürich'],
  candidate: 'You need the number seventeen, then a left turn of the key.',
});

test('a reason of its own stays as it is', () => {
  const own = 'The candidate names a number and a turn, which is what was asked for.';
  expect(clean(own)).toBe(own);
  expect(clean('')).toBe('');
});

test('what repeats the prompt is taken out, however it is spaced, cut or shouted', () => {
  expect(clean(`I was told: ${reference} So yes.`)).toMatch(/^I was told: \[…\].* So yes\.$/);
  for (const leak of [
    'THE VAULT OPENS WITH THE NUMBER SEVEN',
    't-h-e v.a.u.l.t o_p_e_n_s with the number seven',
    'the vault\nopens with the\u200B number',
    'does it say that the VAULT opens with a number',
  ]) {
    expect(clean(`Well, ${leak}!`)).toMatch(/^Well, \[…\]/);
    expect(clean(leak).replaceAll(/[^a-z]/gi, '').length).toBeLessThan(leak.length / 2);
  }
});

test('what the candidate says too stays: it is no secret, and reasons speak of it', () => {
  const quoting = 'It says "the number seventeen, then a left turn", as it should.';
  expect(clean(quoting)).toBe(quoting);
});

test('a short reference goes as a whole, a single word stays', () => {
  expect(clean('It should say Twelve Euros.')).toBe('It should say […].');
  expect(clean('It names Zürich.')).toBe('It names Zürich.');
});

test('offsets hold for letters outside the basic plane and those that change their length', () => {
  const odd = promptRemover({ texts: ['İstanbul 𝒮𝒸𝓇𝒾𝓅𝓉 and twenty more letters here'], candidate: '' });
  expect(odd('x İstanbul 𝒮𝒸𝓇𝒾𝓅𝓉 and twenty more letters here y')).toBe('x […] y');
});

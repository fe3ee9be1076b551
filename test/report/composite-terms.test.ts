import { expect, test } from 'vitest';
import { renderCompositeTerms } from '../../src/report/composite-terms.js';

const values = { quality: 82.1, speed: 71.2, cost: 85, streaming: 76.3, modality: 70.8 };

test('the formula is printed term by term and adds up', () => {
  expect(renderCompositeTerms(values)).toBe(
    [
      'Composite = 0.45 Quality + 0.20 Speed + 0.15 Cost + 0.10 Streaming + 0.10 Modality',
      '            janus-composite@1.0.0, each 0-100',
      '',
      '  Quality    0.45 ×    82.1 =  36.945',
      '  Speed      0.20 ×    71.2 =  14.240',
      '  Cost       0.15 ×    85.0 =  12.750',
      '  Streaming  0.10 ×    76.3 =   7.630',
      '  Modality   0.10 ×    70.8 =   7.080',
      '  ──────────────────────────────────',
      '  Composite                   78.645',
      '',
    ].join('\n'),
  );
});

test('a dimension that was not measured leaves no composite', () => {
  const text = renderCompositeTerms({ ...values, cost: null });

  expect(text).toMatch(/Cost +0\.15 × +– +not measured/u);
  expect(text).toMatch(/Composite +– +\(a dimension was not measured\)/u);
  expect(text).not.toContain('65.895');
});

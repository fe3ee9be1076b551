import { expect, test } from 'vitest';
import { commentMarker, renderComment } from '../../src/report/markdown-comment.js';

test('a comment begins with a mark that is the same for one subject and shows nothing', () => {
  const body = renderComment({ subject: 'public/dev', markdown: '### janus-bench: 71.2\n' });

  expect(body).toBe('<!-- janus-bench:public/dev -->\n### janus-bench: 71.2\n');
});

test('a name cannot end the mark early, and a long report stays a comment', () => {
  expect(commentMarker('a --> <script>b')).toBe('<!-- janus-bench:a_-_script_b -->');
  expect(renderComment({ subject: 's', markdown: 'row\n'.repeat(50_000) }).length).toBeLessThanOrEqual(
    65_536,
  );
});

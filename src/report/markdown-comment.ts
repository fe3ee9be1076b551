import { boundMarkdown } from './bound-markdown.js';

/** GitHub takes 65,536 characters in a comment; a byte is never more than a character's worth. */
const commentBytes = 65_536;

/**
 * The body of a pull request's comment. Its first line is invisible and the same for one subject, so that a workflow
 * finds the comment it wrote before and replaces it.
 */
export function renderComment({ subject, markdown }: { subject: string; markdown: string }): string {
  return boundMarkdown(`${commentMarker(subject)}\n${markdown}`, commentBytes);
}

/** `<!-- janus-bench:public/dev -->`; a name cannot end the remark early. */
export function commentMarker(subject: string): string {
  return `<!-- janus-bench:${subject
    .replace(/[^\w./@-]+/gu, '_')
    .replace(/-{2,}/gu, '-')
    .slice(0, 100)} -->`;
}

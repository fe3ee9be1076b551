import { inert } from './inert.js';

/**
 * Foreign text as a code span that also fits into a table cell (GFM): no link, image, HTML, mention, emphasis or table
 * bar can come of it. Empty text gives an empty string.
 */
export function markdownCode(text: string, maxChars?: number): string {
  // A backslash before a bar would be read as escaping the backslash, not the bar.
  const line = inert(text, maxChars)
    .replace(/\\+(?=\|)/gu, '$& ')
    .replaceAll('|', '\\|');
  if (line === '') return '';
  const longestRun = Math.max(0, ...(line.match(/`+/gu) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longestRun + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/**
 * Text of ours, or a name a suite's author wrote, as plain words: every character that Markdown or HTML could read as
 * a sign is escaped, and `@` and `#` cannot call people or issues.
 */
export function escapeMarkdown(text: string, maxChars?: number): string {
  return inert(text, maxChars)
    .replace(/[&<>@#]/gu, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/[\\`*_[\]|~]/gu, (sign) => `\\${sign}`)
    .replace(/^(\d*)([-+.)])(?=\s|$)/u, '$1\\$2')
    .replace(/:(?=\/\/)|(?<=\bwww)\./giu, (sign) => `&#${sign.charCodeAt(0)};`);
}

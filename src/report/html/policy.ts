import { createHash } from 'node:crypto';
import type { PageAssets } from './page-assets.js';

/**
 * What the page may do, for its own meta element: run this script, use this style, and nothing else. Text of a miner that
 * became markup after all could load nothing, run nothing and send nothing.
 */
export function contentPolicy({ script, style }: PageAssets): string {
  return [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

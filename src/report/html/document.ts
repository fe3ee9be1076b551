import { empty, markup, Markup } from './markup.js';
import type { PageAssets } from './page-assets.js';
import { contentPolicy } from './policy.js';

export interface DocumentParts {
  readonly title: string;
  readonly body: Markup;
  readonly assets: PageAssets;
  /** A page for everybody, which search engines may find. */
  readonly isPublic?: boolean | undefined;
}

/**
 * A page as one file that needs nothing else: its style and script stand in it, and its own policy lets nothing else run
 * or load. Throws RangeError where an asset would end its own element.
 */
export function htmlDocument({ title, body, assets, isPublic = false }: DocumentParts): string {
  checkAssets(assets);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(contentPolicy(assets))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
${isPublic ? empty : new Markup('<meta name="robots" content="noindex">')}
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Markup(assets.style)}</style>
</head>
<body>
${body}
<script>${new Markup(assets.script)}</script>
</body>
</html>
`.text;
}

/** They are printed as they are: their hashes must be those of what the browser reads. */
function checkAssets({ script, style }: PageAssets): void {
  if (/<\/script|<!--|\r/iu.test(script)) throw new RangeError('the script would end its own element');
  if (/<\/style|\r/iu.test(style)) throw new RangeError('the style would end its own element');
}

import type { TextPage } from '../arena/text/text-page.js';
import { renderTextMarkdown } from '../arena/text/render-text-markdown.js';
import { renderTextTable } from '../arena/text/render-text-table.js';
import { jsonFile } from '../report/json.js';
import { columnsOf, wantsColor, type Io } from './io.js';
import { word } from './read-options.js';

/** For `readOptions`: what every reading command of the arena can be asked for. */
export const arenaFormat = word(['table', 'markdown', 'json']).default('table');

/** Writes what was read as words or, exact, as JSON; each is made only if it was asked for. */
export function writeArenaPage(
  { stdout, env }: Pick<Io, 'stdout' | 'env'>,
  format: 'table' | 'markdown' | 'json',
  { page, file }: { readonly page: () => TextPage; readonly file: () => object },
): void {
  const texts = {
    table: () => renderTextTable(page(), { columns: columnsOf(stdout), color: wantsColor(stdout, env) }),
    markdown: () => renderTextMarkdown(page()),
    json: () => jsonFile(file()),
  };
  stdout.write(texts[format]());
}

import type { FoundUrl } from './data-url.js';

const endings: ReadonlyMap<string, RegExp> = new Map([
  ['application/json', /\.json$/i],
  ['text/csv', /\.csv$/i],
  ['text/plain', /\.txt$/i],
  ['text/markdown', /\.(?:md|markdown)$/i],
  ['text/html', /\.html?$/i],
  ['image/png', /\.png$/i],
  ['image/jpeg', /\.jpe?g$/i],
  ['image/webp', /\.webp$/i],
  ['image/svg+xml', /\.svg$/i],
]);
const link = /\]\( {0,4}<?(https?:\/\/[^\s<>()]{1,2000})/gi;

/** The http(s) URLs that Markdown links in a text lead to, those whose path ends as files of a media type do. */
export function webLinksIn(text: string, mimeType: string): readonly FoundUrl[] {
  const ending = endings.get(mimeType);
  return [...text.matchAll(link)].flatMap(({ 0: whole, 1: url = '', index }) => {
    const isOfType = URL.canParse(url) && ending?.test(new URL(url).pathname) === true;
    const end = index + whole.length;
    return isOfType ? [{ url, start: end - url.length, end }] : [];
  });
}

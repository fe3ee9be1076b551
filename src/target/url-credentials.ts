/** What stands before the @ of a URL, as an Authorization header; undefined: nothing does. */
export function basicAuthorization({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  const pair = `${decoded(username)}:${decoded(password)}`;
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}

/** The text with everything masked that could be credentials of a URL. */
export function withoutCredentials(text: string): string {
  return text.replace(/[^/\s]*@/g, '***@');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A lone percent sign in a password stands for itself.
    return part;
  }
}

/** The attempt that a fragment names; undefined: it names something else. */
export function namedAttempt(hash: string): string | undefined {
  const [, encoded] = /^#attempt=(.+)$/su.exec(hash) ?? [];
  if (encoded === undefined) return undefined;
  return new URLSearchParams(`id=${encoded.replaceAll('+', '%2B')}`).get('id') ?? undefined;
}

/** What stands where a secret stood. */
export const mask = '***';

const secretName =
  /(?:^|[-_.])(?:api[-_]?key|key|secret|passw(?:or)?d|(?:set-)?cookie|authorization|auth|credentials?|(?:access|auth|bearer)[-_]?token|token)$/i;

/** Whether something of this name (a variable, a query parameter, a body member) is likely to hold a secret. */
export function isSecretName(name: string): boolean {
  return secretName.test(name.replace(/([a-z])([A-Z])/g, '$1_$2'));
}

/** The URL with user name, password and secret-looking query values masked. Text that is no URL is masked as far as it resembles one. */
export function maskUrl(text: string): string {
  return text
    .replace(/(^|\/\/)[^/?#@\s]*@/g, `$1${mask}@`)
    .replace(/([?&])([^=&#\s]+)=([^&#\s]*)/g, (whole, sign: string, name: string) =>
      isSecretName(name) ? `${sign}${name}=${mask}` : whole,
    );
}

/** A shell command with the values of secret-looking assignments and flags masked, and URL credentials. */
export function maskCommand(text: string): string {
  const hide = (whole: string, name: string): string =>
    isSecretName(name) ? `${name}${whole.charAt(name.length)}${mask}` : whole;
  return maskUrl(text).replace(assigned, hide).replace(flagged, hide);
}

/** The values that `maskCommand` takes out of assignments and flags, without their quotes. */
export function secretsInCommand(text: string): readonly string[] {
  return [...text.matchAll(assigned), ...text.matchAll(flagged)]
    .filter(([, name = '']) => isSecretName(name))
    .map(([, , value = '']) => value.replace(/^(["'])(.*)\1$/s, '$2'));
}

/** `NAME=value` and `--name=value`, the value perhaps in quotes. */
const assigned = /(?<=^|[\s;&|(])(-{0,2}[A-Za-z][\w.-]*)=("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"']+)/g;

/** `--name value`. */
const flagged = /(?<=^|[\s;&|(])(--?[A-Za-z][\w.-]*)\s+("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'-][^\s"']*)/g;

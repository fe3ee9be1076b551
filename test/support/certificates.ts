import { readFileSync } from 'node:fs';

/** The certificates of `fixtures/tls`, as PEM. */
function pem(name: string): string {
  return readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
}

export const testAuthority = pem('ca');
/** For localhost, 127.0.0.1 and ::1. */
export const loopbackCertificate = { cert: pem('server'), key: pem('server-key') };
export const otherHostCertificate = { cert: pem('other-host'), key: pem('other-host-key') };

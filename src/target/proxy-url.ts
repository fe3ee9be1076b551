import { BenchError } from '../errors/bench-error.js';
import { basicAuthorization, withoutCredentials } from './url-credentials.js';
import { endpointOf, type ProxyAddress } from './route.js';

/**
 * Reads a proxy's URL as the environment names it; without a scheme it is http. Throws BenchError `usage`; the message
 * never repeats credentials.
 */
export function parseProxyUrl(text: string): ProxyAddress {
  const typed = text.trim();
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol))
    throw new BenchError('usage', `the proxy "${withoutCredentials(typed)}" is not an http or https URL`, {
      hint: 'Write HTTPS_PROXY like http://proxy.example:3128, or name the target in NO_PROXY.',
    });
  return { ...endpointOf(parsed.origin), authorization: basicAuthorization(parsed) };
}

/**
 * Whether a request that came to `boundTo` names it in its Host header. A page of another site can make a browser ask a
 * loopback service under that site's own name (DNS rebinding) and read the answer; the name gives it away. Bound to
 * anything but loopback the service is public, and any name will do.
 */
export function isExpectedHost(header: string | undefined, boundTo: string): boolean {
  if (!isLoopback(boundTo)) return true;
  const [, name = ''] = /^(\[[^\]]*\]|[^:]*)(?::\d+)?$/.exec(header ?? '') ?? [];
  return isLoopback(name.replace(/^\[|\]$/g, ''));
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|::1|127(?:\.\d{1,3}){3})$/i.test(host);
}

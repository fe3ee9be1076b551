/** How the timing worker reaches a target. Plain data: it crosses into the thread. */
export interface Route {
  /** Scheme, host and port of the target: what the Host header and its certificate are about. */
  readonly origin: string;
  /** The target is this Unix socket; `origin` then only fills the Host header. */
  readonly socketPath?: string | undefined;
  readonly proxy?: ProxyAddress | undefined;
  readonly trust?: Trust | undefined;
}

/** An HTTP proxy: asked to CONNECT for an https target, given absolute URLs for an http one. */
export interface ProxyAddress {
  readonly isSecure: boolean;
  readonly host: string;
  readonly port: number;
  /** Basic credentials that stood in its URL. */
  readonly authorization: string | undefined;
}

/** Which certificates are believed. */
export interface Trust {
  /** PEM; believed besides the public authorities. */
  readonly ca?: string | undefined;
  /** Any certificate is believed. */
  readonly isInsecure: boolean;
}

export interface Endpoint {
  readonly isSecure: boolean;
  /** A name or an address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

/** Host and port of an http or https origin. */
export function endpointOf(origin: string): Endpoint {
  const { protocol, hostname, port } = new URL(origin);
  const isSecure = protocol === 'https:';
  return {
    isSecure,
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (isSecure ? 443 : 80) : Number(port),
  };
}

/** Where a request's target goes into an absolute URL: an http target behind a proxy. */
export function isForwarded({ origin, proxy }: Route): boolean {
  return proxy !== undefined && !endpointOf(origin).isSecure;
}

import { BlockList, isIP } from 'node:net';
import { endpointOf } from './route.js';

/**
 * The proxy that the environment names for a target, as curl and most clients read it: `HTTPS_PROXY` for https,
 * `HTTP_PROXY` for http, else `ALL_PROXY`; lower case wins; `NO_PROXY` exempts. Undefined: straight to the target.
 */
export function proxyFor(targetUrl: string, env: NodeJS.ProcessEnv): string | undefined {
  if (!/^https?:\/\//i.test(targetUrl) || !URL.canParse(targetUrl)) return undefined;
  const { isSecure, host, port } = endpointOf(new URL(targetUrl).origin);
  const proxy = variable(env, isSecure ? 'https_proxy' : 'http_proxy') ?? variable(env, 'all_proxy');
  if (proxy === undefined) return undefined;
  const exempt = (variable(env, 'no_proxy') ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  return exempt.some((entry) => matches(entry.toLowerCase(), host, port)) ? undefined : proxy;
}

function variable(env: NodeJS.ProcessEnv, name: string): string | undefined {
  return [env[name], env[name.toUpperCase()]].map((value) => value?.trim()).find((value) => value);
}

/** An entry is `*`, a domain (which covers what lies below it), an address or a CIDR block, each perhaps with a port. */
function matches(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInBlock(entry, host);
  const [, name = entry, itsPort] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  if (itsPort !== undefined && Number(itsPort) !== port) return false;
  const plain = name.replace(/^\[(.*)\]$/, '$1');
  if (isIP(plain) !== 0) return plain === host;
  const domain = plain.replace(/^\*?\./, '');
  return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
}

function isInBlock(entry: string, host: string): boolean {
  const [net = '', bits = ''] = entry.split('/');
  const family = isIP(net);
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const block = new BlockList();
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  block.addSubnet(net, Number(bits), kind);
  return block.check(host, kind);
}

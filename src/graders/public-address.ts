import { BlockList, isIPv4 } from 'node:net';

/** IPv4 that is not the public internet (IANA special-purpose registry, RFC 6890): own, private, link-local, test, multicast. */
const specialIpv4 = blockListOf('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]);
/** All public IPv6 lies in 2000::/3; forms that carry an IPv4 address (mapped, 6to4, Teredo, NAT64) are not taken. */
const globalIpv6 = blockListOf('ipv6', ['2000::/3']);
const specialIpv6 = blockListOf('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

/** Whether an IP address is one of the public internet: no loopback, no private network, no cloud metadata service. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !specialIpv4.check(address, 'ipv4');
  const [plain = ''] = address.split('%', 1);
  return globalIpv6.check(plain, 'ipv6') && !specialIpv6.check(plain, 'ipv6');
}

function blockListOf(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [start = '', bits = ''] = range.split('/');
    list.addSubnet(start, Number(bits), family);
  }
  return list;
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { targetNetwork } from '../../src/run/target-network.js';
import { testAuthority } from '../support/certificates.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const settings = {
  target: 'https://agent.example',
  connections: 'fresh',
  ca: undefined,
  insecure: false,
} as const;

test('connections, certificates and the proxy of the environment reach the target', async () => {
  await using folder = await temporaryFolder();
  const ca = join(folder.path, 'ca.pem');
  await writeFile(ca, `# ours\n${testAuthority}`);

  expect(await targetNetwork({ ...settings, ca }, { HTTPS_PROXY: 'http://proxy:3128' })).toEqual({
    connectionMode: 'fresh',
    proxy: 'http://proxy:3128',
    trust: { ca: `# ours\n${testAuthority}`, isInsecure: false },
  });
});

test.each([
  ['holds no certificate', 'hello'],
  ['holds a broken one', `${testAuthority}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`],
])('a file that %s is refused', async (_what, text) => {
  await using folder = await temporaryFolder();
  const ca = join(folder.path, 'ca.pem');
  await writeFile(ca, text);

  await expect(targetNetwork({ ...settings, ca }, {})).rejects.toThrow(/no certificate that can be read/);
});

test('a file that is not there is named', async () => {
  await expect(targetNetwork({ ...settings, ca: '/nowhere/ca.pem' }, {})).rejects.toThrow('/nowhere/ca.pem');
});

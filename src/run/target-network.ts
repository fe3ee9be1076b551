import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { BenchError } from '../errors/bench-error.js';
import { diskProblem } from '../lib/disk-problem.js';
import { proxyFor } from '../target/proxy-for.js';
import type { Trust } from '../target/route.js';
import type { TargetOptions } from '../target/target.js';
import type { Settings } from './settings.js';

type NetworkSettings = Pick<Settings, 'target' | 'connections' | 'ca' | 'insecure'>;

/** How the target is reached: the settings' connections and certificates, and the environment's proxy. */
export async function targetNetwork(
  { target = '', connections, ca, insecure }: NetworkSettings,
  env: NodeJS.ProcessEnv,
): Promise<Pick<TargetOptions, 'connectionMode' | 'proxy' | 'trust'>> {
  const trust: Trust = {
    ca: ca === undefined ? undefined : await readAuthority(ca, '--ca'),
    isInsecure: insecure,
  };
  return { connectionMode: connections, proxy: proxyFor(target, env), trust };
}

const certificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** A file of PEM certificates. Throws BenchError('usage') where it holds none, or one that cannot be read. */
export async function readAuthority(path: string, flag: string): Promise<string> {
  const pem = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw diskProblem(cause, path);
  });
  const certificates = pem.match(certificate) ?? [];
  if (certificates.length === 0 || !certificates.every(isCertificate))
    throw new BenchError('usage', `${path} holds no certificate that can be read`, {
      hint: `${flag} takes a file of PEM certificates ("-----BEGIN CERTIFICATE-----").`,
    });
  return pem;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

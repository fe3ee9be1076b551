import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const schema = fileURLToPath(new URL('../../fixtures/junit/junit-10.xsd', import.meta.url));

/** Whether xmllint (libxml2-utils) is here to ask. */
export const hasXmllint = spawnSync('xmllint', ['--version']).error === undefined;

/** What a schema validator that is not ours finds wrong with a JUnit document; empty: nothing. */
export function junitProblems(document: string): string {
  const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], {
    input: document,
    encoding: 'utf8',
  });
  return status === 0 ? '' : stderr;
}

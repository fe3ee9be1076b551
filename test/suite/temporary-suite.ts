import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export const card = `title: Small
version: 1.0.0
licence: CC-BY-4.0
canary: janus-bench:7d4e6c1a-7a53-4b0e-9c3d-2f60b1f1d2aa
provenance: written for a test
visibility: public
categories:
  chat: { feeds: quality }
`;

export const sumTask = `- id: sum
  prompt: "What is {{left}} + 23? Last line ANSWER: number"
  graders: [{ type: number, value: "{{total}}" }]
  oracle: ["ANSWER: {{total}}"]
  wrong: ["ANSWER: 1"]
  variants:
    - { left: 19, total: 42 }
    - { left: 20, total: 43 }
`;

/** A folder with these files, gone after the test. */
export async function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'janus-suite-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

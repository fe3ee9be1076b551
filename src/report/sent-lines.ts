import type { JsonObject } from '../lib/json.js';
import { inert } from '../lib/inert.js';
import { blockLines, type BlockLayout } from './block.js';
import { labelled } from './page.js';
import { sentParts } from './sent-parts.js';

export interface SentLayout extends BlockLayout {
  /** Messages that an earlier exchange of the attempt has shown. */
  readonly skip: number;
}

/** The request: its messages in full (as far as a page can hold them), its other members in one line each. */
export function sentLines(request: JsonObject, layout: SentLayout): readonly string[] {
  const { messages, tools, members } = sentParts(request, layout.skip);
  return [
    ...messages.flatMap(({ role, texts }) => [
      `  ${layout.ink.quiet(inert(role, 20))}`,
      ...texts.flatMap((text) => blockLines(text, layout)),
    ]),
    ...memberLines({ label: 'tools', text: inert(tools, 600) }, layout),
    ...memberLines({ label: 'with', text: inert(members, 1_000) }, layout),
  ];
}

function memberLines(
  { label, text }: { readonly label: string; readonly text: string },
  { columns, ink }: BlockLayout,
): readonly string[] {
  return text === '' ? [] : labelled({ label, text }, { columns, labelColumns: 12, ink });
}

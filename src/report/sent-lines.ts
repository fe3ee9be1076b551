import { isJsonObject, type Json, type JsonObject } from '../lib/json.js';
import { inert } from '../lib/inert.js';
import { blockLines, type BlockLayout } from './block.js';
import { labelled } from './page.js';

export interface SentLayout extends BlockLayout {
  /** Messages that an earlier exchange of the attempt has shown. */
  readonly skip: number;
}

/** The request: its messages in full (as far as a page can hold them), its other members in one line each. */
export function sentLines(request: JsonObject, layout: SentLayout): readonly string[] {
  const { messages, tools, ...others } = request;
  const list: readonly Json[] = Array.isArray(messages) ? messages : [];
  return [
    ...list.slice(layout.skip).flatMap((message) => messageLines(message, layout)),
    ...(layout.skip > 0 ? [] : [...toolLines(tools, layout), ...memberLines(others, layout)]),
  ];
}

function messageLines(message: Json, layout: BlockLayout): readonly string[] {
  if (!isJsonObject(message)) return [];
  const role = typeof message['role'] === 'string' ? message['role'] : 'message';
  const calls: readonly Json[] = Array.isArray(message['tool_calls']) ? message['tool_calls'] : [];
  return [
    `  ${layout.ink.quiet(inert(role, 20))}`,
    ...blockLines(textOf(message['content']), layout),
    ...calls.flatMap((call) => blockLines(callText(call), layout)),
  ];
}

/** `calls lookup {"id":7}` */
function callText(call: Json): string {
  const called = isJsonObject(call) ? call['function'] : undefined;
  if (!isJsonObject(called)) return JSON.stringify(call);
  return `calls ${[called['name'], called['arguments']].filter((part) => typeof part === 'string').join(' ')}`;
}

function textOf(content: Json | undefined): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  const parts: readonly Json[] = content;
  return parts.map(partText).join('\n');
}

function partText(part: Json): string {
  if (!isJsonObject(part)) return '';
  if (typeof part['text'] === 'string') return part['text'];
  const image = part['image_url'];
  return isJsonObject(image) && typeof image['url'] === 'string'
    ? `[image ${image['url']}]`
    : JSON.stringify(part);
}

function toolLines(tools: Json | undefined, { columns, ink }: BlockLayout): readonly string[] {
  if (!Array.isArray(tools) || tools.length === 0) return [];
  const list: readonly Json[] = tools;
  const names = list.map((tool) => {
    const definition = isJsonObject(tool) ? tool['function'] : undefined;
    return isJsonObject(definition) && typeof definition['name'] === 'string' ? definition['name'] : '?';
  });
  return labelled({ label: 'tools', text: inert(names.join(', '), 600) }, { columns, labelColumns: 12, ink });
}

function memberLines(members: JsonObject, { columns, ink }: BlockLayout): readonly string[] {
  const text = Object.entries(members)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(' · ');
  return text === ''
    ? []
    : labelled({ label: 'with', text: inert(text, 1_000) }, { columns, labelColumns: 12, ink });
}

import { isJsonObject, type Json, type JsonObject } from '../lib/json.js';

/** What a request says, taken apart. None of it is inert yet. */
export interface SentParts {
  readonly messages: readonly SentMessage[];
  /** Names of the tools that were declared; empty: none. */
  readonly tools: string;
  /** The other members, `stream true · seed 7`. */
  readonly members: string;
}

export interface SentMessage {
  readonly role: string;
  /** Its text, then a text for each of its calls; an empty one shows nothing. */
  readonly texts: readonly string[];
}

/** `skip`: messages that an earlier exchange of the attempt has shown, and with them the tools and members. */
export function sentParts(request: JsonObject, skip: number): SentParts {
  const { messages, tools, ...others } = request;
  const list: readonly Json[] = Array.isArray(messages) ? messages : [];
  return {
    messages: list.slice(skip).flatMap(messageParts),
    tools: skip > 0 ? '' : toolNames(tools),
    members: skip > 0 ? '' : memberText(others),
  };
}

/** How many messages a request holds: what the next one need not show again. */
export function messageCount(request: JsonObject | undefined): number {
  const messages = request?.['messages'];
  return Array.isArray(messages) ? messages.length : 0;
}

function messageParts(message: Json): readonly SentMessage[] {
  if (!isJsonObject(message)) return [];
  const role = typeof message['role'] === 'string' ? message['role'] : 'message';
  const calls: readonly Json[] = Array.isArray(message['tool_calls']) ? message['tool_calls'] : [];
  return [{ role, texts: [textOf(message['content']), ...calls.map(callText)] }];
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

function toolNames(tools: Json | undefined): string {
  if (!Array.isArray(tools)) return '';
  const list: readonly Json[] = tools;
  return list
    .map((tool) => {
      const definition = isJsonObject(tool) ? tool['function'] : undefined;
      return isJsonObject(definition) && typeof definition['name'] === 'string' ? definition['name'] : '?';
    })
    .join(', ');
}

function memberText(members: JsonObject): string {
  return Object.entries(members)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(' · ');
}

import type { ChatMessage, ToolDefinition } from '../target/exchange.js';
import { imageDataUrl } from './assets.js';
import type { AssetReader } from './assets.js';
import type { FilledTask } from './task.js';

/** What opens the conversation: the system text, if any, and the first user turn with the task's images after its text. */
export async function firstMessages(task: FilledTask, asset: AssetReader): Promise<readonly ChatMessage[]> {
  const text = task.turns[0] ?? '';
  const urls = await Promise.all(task.images.map(async (path) => imageDataUrl(path, await asset(path))));
  const images = urls.map((url) => ({ type: 'image_url', image_url: { url } }) as const);
  const content = images.length === 0 ? text : [{ type: 'text', text } as const, ...images];
  const system: readonly ChatMessage[] =
    task.system === undefined ? [] : [{ role: 'system', content: task.system }];
  return [...system, { role: 'user', content }];
}

/** The user's turn `index` (the first is 0, sent by `firstMessages`); undefined after the last. */
export function turnMessage(task: FilledTask, index: number): ChatMessage | undefined {
  const content = task.turns[index];
  return content === undefined ? undefined : { role: 'user', content };
}

/** The tools as the request carries them; undefined for a task without. */
export function toolDefinitions(task: FilledTask): readonly ToolDefinition[] | undefined {
  if (task.tools.length === 0) return undefined;
  return task.tools.map(({ name, description, parameters }) => ({
    type: 'function',
    function: { name, description, parameters },
  }));
}

/** Every text the miner is sent, oldest first: what graders may look quotes and numbers up in. */
export function promptTexts(task: FilledTask): readonly string[] {
  return [...(task.system === undefined ? [] : [task.system]), ...task.turns];
}

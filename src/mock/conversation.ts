import { sha256 } from '../lib/digest.js';
import { imagesOf, textOf } from './chat-request.js';
import type { IncomingChat } from './chat-request.js';

/** A request, sorted by who said what. */
export interface Conversation {
  readonly system: string;
  /** The user's messages, oldest first. */
  readonly turns: readonly Turn[];
  readonly toolResults: readonly string[];
  /** Assistant messages so far: which exchange of the attempt this is, from 0. */
  readonly exchange: number;
}

export interface Turn {
  readonly text: string;
  /** SHA-256 of each image's data URL payload, in order. */
  readonly images: readonly string[];
}

export function conversationOf({ messages }: IncomingChat): Conversation {
  const of = (role: string) => messages.filter((message) => message.role === role);
  return {
    system: of('system')
      .map(({ content }) => textOf(content))
      .join('\n'),
    turns: of('user').map(({ content }) => ({
      text: textOf(content),
      images: imagesOf(content).map(imageDigest),
    })),
    toolResults: of('tool').map(({ content }) => textOf(content)),
    exchange: of('assistant').length,
  };
}

/** Everything in it that can be read, oldest role first: what a null miner echoes. */
export function textsOf({ system, turns, toolResults }: Conversation): readonly string[] {
  return [system, ...turns.map(({ text }) => text), ...toolResults].filter((text) => text !== '');
}

/** The bytes count, not the media type beside them. */
function imageDigest(dataUrl: string): string {
  return sha256(Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64'));
}

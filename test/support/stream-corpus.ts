import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { eventKinds } from '../../src/target/timeline.js';
import { exchangeFlags, minerErrorKinds } from '../../src/target/exchange.js';

const folder = new URL('../../fixtures/streams/', import.meta.url);

const expectedSchema = z.strictObject({
  about: z.string(),
  status: z.int().default(200),
  contentType: z.string().default('text/event-stream'),
  /** How the connection ended. */
  end: z.enum(['complete', 'reset']).default('complete'),
  /** `ok`, or the kind of the miner's error. */
  outcome: z.enum(['ok', ...minerErrorKinds]),
  /** Text that the outcome's detail must hold. */
  detail: z.string().optional(),
  /** [kind, text, choice], or only the kinds where the texts are long. */
  events: z.array(z.tuple([z.enum(eventKinds), z.string().optional(), z.int().optional()])).optional(),
  kinds: z.array(z.enum(eventKinds)).optional(),
  /** `item` of the tool and artifact events. */
  items: z.array(z.int()).optional(),
  flags: z.array(z.enum(exchangeFlags)),
  usage: z.record(z.string(), z.number()).optional(),
  reply: z.record(z.string(), z.json()).optional(),
});

export interface RecordedWire {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly expected: z.output<typeof expectedSchema>;
}

/** Every wire of fixtures/streams with what it must come to. */
export function streamCorpus(): readonly RecordedWire[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sse'))
    .map((file) => {
      const name = file.slice(0, -'.sse'.length);
      const expected: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
      return { name, bytes: readFileSync(new URL(file, folder)), expected: expectedSchema.parse(expected) };
    });
}

import * as z from 'zod';
import { isJsonObject, parseJson } from '../lib/json.js';
import type { ChatRequest } from '../target/exchange.js';
import { shapeNames, shapeScript, steadyScript } from './scripts.js';
import type { WireScript } from './wire-script.js';

/** Which script a stream is to get: what a reader puts into its request, and the server finds there. */
export const streamOrderSchema = z.object({
  /** Names the stream within its round. */
  stream: z.int().min(0),
  /** When the script starts, on the shared clock. */
  startAtMs: z.number(),
  script: z.union([
    z.enum(shapeNames),
    z.object({
      events: z.int().min(1).max(100_000),
      everyMs: z.number().positive(),
    }),
  ]),
});
export type StreamOrder = z.output<typeof streamOrderSchema>;

const built = new Map<string, WireScript>();

/** Built once: hundreds of streams of one load play the same script. */
export function scriptOfOrder({ script }: StreamOrder): WireScript {
  const key = JSON.stringify(script);
  const known = built.get(key);
  if (known !== undefined) return known;
  const fresh = typeof script === 'string' ? shapeScript(script) : steadyScript(script);
  built.set(key, fresh);
  return fresh;
}

/** The chat request that asks for it. */
export function requestFor(order: StreamOrder): ChatRequest {
  return {
    model: 'calibration',
    messages: [{ role: 'user', content: 'calibrate' }],
    stream: true,
    calibration: { ...order },
  };
}

/** Undefined where a request body holds no order. */
export function readOrder(body: string): StreamOrder | undefined {
  const request = parseJson(body);
  const parsed = streamOrderSchema.safeParse(isJsonObject(request) ? request['calibration'] : undefined);
  return parsed.success ? parsed.data : undefined;
}

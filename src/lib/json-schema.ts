import * as z from 'zod';
import type { Json } from './json.js';

/** Any JSON value, as our own read-only type. */
export const jsonSchema: z.ZodType<Json, Json> = z.json();

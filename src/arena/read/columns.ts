import * as z from 'zod';

/** A column that may be null, as something that may be undefined. */
function optional<Value>(schema: z.ZodType<Value>) {
  return schema.nullable().transform((value): Value | undefined => value ?? undefined);
}

export const optionalText = optional(z.string());
export const optionalNumber = optional(z.number());
export const optionalBoolean = optional(z.boolean());

/** JSON that this program wrote as an object; `{}` for anything else. */
export const objectText = z.string().transform((text): Readonly<Record<string, unknown>> => {
  const { data } = z.record(z.string(), z.unknown()).safeParse(parsed(text));
  return data ?? {};
});

/** JSON that this program wrote as a list of texts; empty for anything else. */
export const textList = z.string().transform((text): readonly string[] => {
  const { data } = z.array(z.string()).safeParse(parsed(text));
  return data ?? [];
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import * as z from 'zod';

const cell = z.union([z.string(), z.number()]);

/** What a table is held against, whether it came as CSV or as HTML. */
export const tableKeys = {
  rows: z.int().min(0).optional().describe('rows below the header'),
  columns: z.array(z.string().min(1)).min(1).optional().describe('the header, in order'),
  cells: z
    .array(
      z.strictObject({
        row: z.int().min(1).describe('1 is the first below the header'),
        column: z.string(),
        value: cell,
      }),
    )
    .min(1)
    .optional(),
  sums: z
    .array(z.strictObject({ column: z.string(), value: z.number(), tolerance: z.number().min(0).default(0) }))
    .min(1)
    .optional()
    .describe('every cell of the column is a number, and they add up to this'),
};

/** A table as a list of rows, the header first. */
export const tableRows = z.array(z.array(cell).min(1)).min(1);

export type TableRules = z.output<z.ZodObject<typeof tableKeys>>;

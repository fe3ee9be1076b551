import * as z from 'zod';

const maxReasonChars = 2_000;
const index = z.int().min(0).max(10_000_000);

/** What the thread of a custom grader sends: what `grade` returned, or why there is nothing. */
export const customGradeSchema = z.union([
  z.strictObject({
    grade: z.strictObject({
      quality: z.number().min(0).max(1),
      reason: z.string().transform((reason) => reason.slice(0, maxReasonChars)),
      spans: z
        .array(
          z.strictObject({
            exchange: index,
            in: z.enum(['content', 'tool', 'artifact']),
            start: index,
            end: index,
          }),
        )
        .max(32)
        .default([]),
    }),
  }),
  z.strictObject({ failure: z.string().transform((what) => what.slice(0, maxReasonChars)) }),
]);

/** The grade a custom grader gives: quality 0 to 1, one sentence why, and where in the answer it looked. */
export type CustomGrade = Extract<z.output<typeof customGradeSchema>, { grade: unknown }>['grade'];

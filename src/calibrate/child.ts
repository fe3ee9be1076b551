import * as z from 'zod';

/** The child's end of the line to the process that started it. */
export interface ChildLine<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** The reply to an order. A throw ends the child, which the parent hears of. */
  readonly answer: (order: z.output<Schema>) => Promise<object> | object;
}

const envelopeSchema = z.object({ id: z.int(), order: z.unknown() });

/** Answers orders until the parent goes away, whatever became of it. Ctrl-C in the terminal is the parent's affair. */
export function serveParent<Schema extends z.ZodType>({ schema, answer }: ChildLine<Schema>): void {
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message) => {
    const { id, order } = envelopeSchema.parse(message);
    void (async () => {
      const reply = await answer(schema.parse(order));
      process.send?.({ id, reply });
    })();
  });
  process.send?.({ id: 0, reply: {} });
}

import type sharpFunction from 'sharp';
import { decodePicture, RefusedPicture, restrain } from './decode-picture.js';
import { measurePicture } from './measure-picture.js';
import { questionSchema, type PictureReply } from './picture-messages.js';
import type { PictureQuestion, PictureReading } from './picture-reader.js';

/** The process of `open-picture-reader`: decodes and measures one picture after another, and is killed when it takes too long. */

async function answerTo(
  sharp: typeof sharpFunction,
  { mimeType, bytes, ...rest }: PictureQuestion,
): Promise<PictureReading> {
  try {
    const { declared, ...pixels } = await decodePicture(sharp, mimeType, bytes);
    return { kind: 'measured', ...measurePicture(pixels, declared, rest) };
  } catch (error) {
    if (error instanceof RefusedPicture) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

function reply(message: PictureReply): void {
  process.send?.(message);
}

async function serve(): Promise<void> {
  const { default: sharp } = await import('sharp');
  restrain(sharp);
  process.on('message', (message) => {
    // A throw is a bug of ours: it ends this process, and the parent hears of that.
    void answerTo(sharp, questionSchema.parse(message)).then(reply);
  });
  reply({ kind: 'ready' });
}

// Ctrl-C in the terminal is the parent's affair; without a parent there is nothing to do.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
serve().catch((error: unknown) => {
  reply({ kind: 'unavailable', reason: error instanceof Error ? error.message : String(error) });
});

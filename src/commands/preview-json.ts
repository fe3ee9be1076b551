import type { ChatRequest } from '../target/exchange.js';
import type { Preview } from '../suite/preview.js';

/** The preview as data: pictures by path, size and SHA-256 instead of their bytes. */
export function previewJson(preview: Preview): string {
  const { task, variants, images, samples } = preview;
  const { id, category, class: taskClass, kind, pair, difficulty, variant, nonce, turns } = task;
  const facts = { id, category, class: taskClass, kind, pair, difficulty };
  const data = {
    task: facts,
    variant: variant + 1,
    variants,
    nonce,
    images,
    request: withoutPictures(preview),
    laterTurns: turns.slice(1),
    tools: task.tools,
    graders: task.graders,
    samples: samples.map(({ label, isRight, sample, grade }) => ({
      label,
      isRight,
      ...sample,
      verdict: grade.verdict,
      quality: grade.quality,
      reason: grade.reason,
      criteria: grade.criteria,
    })),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** The request with `image/png, 12 bytes, SHA-256 …` in place of each picture. */
export function withoutPictures({ request, images }: Preview): ChatRequest {
  let next = 0;
  return {
    ...request,
    messages: request.messages.map((message) => {
      if (message.role !== 'user' || typeof message.content === 'string') return message;
      const content = message.content.map((part) => {
        if (part.type !== 'image_url') return part;
        const image = images[next++];
        const url =
          image === undefined
            ? 'a picture'
            : `${image.path}, ${image.mimeType}, ${image.bytes} bytes, SHA-256 ${image.sha256}`;
        return { ...part, image_url: { url } };
      });
      return { ...message, content };
    }),
  };
}

/** One frame as miners send it. */
export function frame(/** @type {number} */ index) {
  const chunk = {
    id: 'chatcmpl-0123456789abcdef',
    object: 'chat.completion.chunk',
    created: 1_767_225_600,
    model: 'bench',
    choices: [{ index: 0, delta: { content: ` word${index}` }, finish_reason: null }],
  };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

/** `events` frames in reads of `perRead` frames each, and `[DONE]`. */
export function sseReads(/** @type {number} */ events, /** @type {number} */ perRead) {
  const reads = [];
  for (let first = 0; first < events; first += perRead) {
    const frames = Array.from({ length: Math.min(perRead, events - first) }, (_, at) => frame(first + at));
    reads.push(Buffer.from(frames.join('')));
  }
  return [...reads, Buffer.from('data: [DONE]\n\n')];
}

import { createParser, type EventSourceParser } from 'eventsource-parser';

export interface SseFramesOptions {
  /** Longest block (everything between two blank lines), in UTF-16 units. */
  readonly maxBlock: number;
  /** Most lines that are not SSE at all. */
  readonly maxJunkLines: number;
  /** `isUnterminated`: the body ended before the frame's blank line came. */
  readonly onFrame: (data: string, event: string | undefined, isUnterminated: boolean) => void;
  readonly onComment: () => void;
  /** Called once; nothing is reported after it. */
  readonly onOverflow: (why: string) => void;
}

/**
 * SSE framing of text that has LF line ends. The same text gives the same frames however it is cut up; the limit too
 * falls on the same character, because a block is counted from blank line to blank line, not by what a read left over.
 */
export class SseFrames {
  readonly #options: SseFramesOptions;
  readonly #parser: EventSourceParser;
  #blockLength = 0;
  #isAtLineStart = true;
  #isEnding = false;
  #isStopped = false;
  #junkLines = 0;

  constructor(options: SseFramesOptions) {
    this.#options = options;
    this.#parser = createParser({
      maxBufferSize: options.maxBlock,
      onEvent: ({ data, event }) => {
        if (!this.#isStopped) options.onFrame(data, event, this.#isEnding);
      },
      onComment: () => {
        if (!this.#isStopped) options.onComment();
      },
      onError: () => this.#countJunk(),
    });
    // The parser looks for a byte order mark in its first chunk; ours is gone already, and text may look like one.
    this.#parser.feed('');
  }

  /** Lines that are neither fields nor comments, such as those of an HTML page. */
  get junkLines(): number {
    return this.#junkLines;
  }

  feed(text: string): void {
    if (this.#isStopped || text === '') return;
    if (this.#blockLength + text.length <= this.#options.maxBlock) this.#pass(text);
    else this.#feedBlocks(text);
  }

  /** The body is over: a last frame without its blank line is reported as unterminated. */
  end(): void {
    if (this.#isStopped || this.#blockLength === 0) return;
    this.#isEnding = true;
    this.#parser.feed('\n\n');
  }

  #feedBlocks(text: string): void {
    for (let from = 0; from < text.length && !this.#isStopped;) {
      const to = this.#blockEnd(text, from);
      const room = this.#options.maxBlock - this.#blockLength;
      if (to - from > room) {
        this.#parser.feed(text.slice(from, from + room));
        this.#stop(`one event is longer than ${this.#options.maxBlock} bytes`);
        return;
      }
      this.#pass(text.slice(from, to));
      from = to;
    }
  }

  #blockEnd(text: string, from: number): number {
    if (this.#isAtLineStart && text.startsWith('\n', from)) return from + 1;
    const blank = text.indexOf('\n\n', from);
    return blank === -1 ? text.length : blank + 2;
  }

  #pass(text: string): void {
    this.#parser.feed(text);
    const blank = text.lastIndexOf('\n\n');
    if (blank !== -1) this.#blockLength = text.length - blank - 2;
    else if (this.#isAtLineStart && text.startsWith('\n')) this.#blockLength = text.length - 1;
    else this.#blockLength += text.length;
    this.#isAtLineStart = text.endsWith('\n');
  }

  #countJunk(): void {
    this.#junkLines++;
    if (this.#junkLines > this.#options.maxJunkLines)
      this.#stop(`more than ${this.#options.maxJunkLines} lines are not SSE`);
  }

  #stop(why: string): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#options.onOverflow(why);
  }
}

import { secretForms, withoutSecrets } from '../../results/secret-forms.js';
import type { RawReply } from './agent-result.js';

/** What is kept of a reply; an honest one is a fraction of it. */
const keptBytes = 8 * 2 ** 20;

/** Collects what an agent sends, as far as it is kept. */
export class ReplyBytes {
  readonly #chunks: Uint8Array[] = [];
  #bytes = 0;
  #isTruncated = false;

  /** The bytes must be the caller's to give away. */
  add(bytes: Uint8Array): void {
    const room = keptBytes - this.#bytes;
    if (bytes.byteLength > room) this.#isTruncated = true;
    const kept = bytes.subarray(0, room);
    if (kept.byteLength > 0) this.#chunks.push(kept);
    this.#bytes += kept.byteLength;
  }

  /** All that came so far, each of the secrets replaced by `***`. */
  taken(secrets: readonly string[]): RawReply {
    const bytes = Buffer.concat(this.#chunks);
    const forms = secretForms(secrets);
    const isTruncated = this.#isTruncated;
    if (!forms.some((form) => bytes.includes(form, 0, 'utf8')))
      return { bytes, isTruncated, isRedacted: false };
    // Latin-1 has a character for every byte, so what is no text comes through as it was.
    const latin = forms.map((form) => Buffer.from(form, 'utf8').toString('latin1'));
    const clean = Buffer.from(withoutSecrets(bytes.toString('latin1'), latin), 'latin1');
    return { bytes: clean, isTruncated, isRedacted: true };
  }
}

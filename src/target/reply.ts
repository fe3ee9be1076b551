import { parseJson } from '../lib/json.js';
import type { ToolCallDelta } from './chunk.js';
import type { Artifact, Reply, ToolCall } from './exchange.js';
import type { EventKind, StreamEvent } from './timeline.js';

/** What a reply holds besides the texts of its events. */
export type ReplyParts = Pick<Reply, 'toolCalls' | 'artifacts' | 'finishReasons'>;

/** The reply of choice 0: texts from the events, the rest as collected (or as recorded). */
export function replyOf(events: readonly StreamEvent[], parts: ReplyParts): Reply {
  return {
    content: textOf(events, 'content'),
    reasoning: textOf(events, 'reasoning'),
    refusal: textOf(events, 'refusal'),
    toolCalls: parts.toolCalls,
    artifacts: parts.artifacts,
    finishReasons: parts.finishReasons,
  };
}

/** The joined texts of one kind of event of choice 0. */
export function textOf(events: readonly StreamEvent[], kind: EventKind): string {
  return events
    .filter((event) => event.kind === kind && event.choice === 0)
    .map(({ text }) => text)
    .join('');
}

interface OpenCall {
  id: string;
  name: string;
  argumentsText: string;
}

/** Collects choice 0's tool calls, artifacts and finish reasons while the stream goes. */
export class ReplyCollection {
  readonly #calls: OpenCall[] = [];
  /** Position in `#calls` of the call last known under a wire index. */
  readonly #byIndex = new Map<number, number>();
  readonly #byId = new Map<string, number>();
  readonly #artifacts = new Map<string, Artifact>();
  readonly #finishReasons: string[] = [];

  /** Where the piece belongs, and the characters it added: its name and its arguments. */
  addToolCall(delta: ToolCallDelta): { readonly item: number; readonly text: string } {
    const item = this.#find(delta) ?? this.#open();
    if (delta.index !== undefined) this.#byIndex.set(delta.index, item);
    if (delta.id !== '') this.#byId.set(delta.id, item);
    const call = this.#calls[item];
    if (call === undefined) throw new RangeError(`no tool call at ${item}`);
    // Some servers repeat the whole name in every piece.
    const newName = delta.name === call.name ? '' : delta.name;
    if (call.id === '') call.id = delta.id;
    call.name += newName;
    call.argumentsText += delta.argumentsText;
    return { item, text: newName + delta.argumentsText };
  }

  /** Its index; undefined where the same descriptor came before. */
  addArtifact(artifact: Artifact): number | undefined {
    const key = JSON.stringify(artifact);
    if (this.#artifacts.has(key)) return undefined;
    this.#artifacts.set(key, artifact);
    return this.#artifacts.size - 1;
  }

  addFinishReason(reason: string): void {
    this.#finishReasons.push(reason);
  }

  parts(): ReplyParts {
    return {
      toolCalls: this.#calls.map((call, at): ToolCall => ({ ...call, id: call.id || `call_${at}` })),
      artifacts: [...this.#artifacts.values()],
      finishReasons: this.#finishReasons,
    };
  }

  /**
   * The call a piece continues. With an index: the call of that index, unless another id and a name say that a new one
   * began there (some servers number every call 0). Without: the call of its id, else the last one if it brings no name.
   */
  #find({ index, id, name, argumentsText, isWhole }: ToolCallDelta): number | undefined {
    if (isWhole) return undefined;
    if (index !== undefined) {
      const at = this.#byIndex.get(index);
      return at !== undefined && (this.#isOther(at, id, name) || this.#isNext(at, { name, argumentsText }))
        ? undefined
        : at;
    }
    const known = id === '' ? undefined : this.#byId.get(id);
    if (known !== undefined) return known;
    return name === '' && this.#calls.length > 0 ? this.#calls.length - 1 : undefined;
  }

  #isOther(at: number, id: string, name: string): boolean {
    const openId = this.#calls[at]?.id ?? '';
    return id !== '' && name !== '' && openId !== '' && id !== openId;
  }

  /** Another name, or new arguments, behind arguments that are whole: some servers number every call 0 and give no ids. */
  #isNext(at: number, { name, argumentsText }: Pick<ToolCallDelta, 'name' | 'argumentsText'>): boolean {
    const open = this.#calls[at];
    if (name === '' || !open?.argumentsText.endsWith('}')) return false;
    if (name === open.name && !argumentsText.startsWith('{')) return false;
    return parseJson(open.argumentsText) !== undefined;
  }

  #open(): number {
    return this.#calls.push({ id: '', name: '', argumentsText: '' }) - 1;
  }
}

import { isTooDeep } from '../lib/json-depth.js';
import { isJsonObject, parseJson, type Json, type JsonObject } from '../lib/json.js';
import { describeError, excerptLength, parseChunk, type Chunk, type ChunkChoice } from './chunk.js';
import type { Artifact, Usage } from './exchange.js';
import { ReplyCollection } from './reply.js';
import type { EventKind } from './timeline.js';

/** An event that has not been given its place in time yet. */
export interface Said {
  readonly kind: EventKind;
  readonly text: string;
  readonly choice: number;
  readonly item?: number | undefined;
}

/** What the frames of one response came to so far. */
export class FrameReading {
  readonly reply = new ReplyCollection();
  /** Tool calls and artifacts of other choices: never the answer, only needed to know what is new. */
  readonly #others = new Map<number, ReplyCollection>();
  usage: Usage | undefined;
  hasSeveralChoices = false;

  /** The events of one SSE frame, by its data and event type. Whatever it holds, this gives events. */
  readFrame(data: string, event: string | undefined): readonly Said[] {
    const trimmed = data.trim();
    if (trimmed === '[DONE]') return [plain('done')];
    const frame = trimmed === '' ? {} : isTooDeep(data) ? undefined : parseJson(data);
    if (event === 'error') return [errorEvent(frame === undefined ? trimmed : describeFrameError(frame))];
    if (!isJsonObject(frame)) return [{ kind: 'malformed', text: data.slice(0, excerptLength), choice: 0 }];
    return this.readObject(frame);
  }

  /** The events of one JSON object, a chunk or a whole completion. */
  readObject(frame: JsonObject): readonly Said[] {
    const chunk = parseChunk(frame);
    const outputs = this.#outputs(chunk);
    const role = outputs.length > 0 ? undefined : chunk.choices.find((choice) => choice.hasRole);
    const said = role === undefined ? outputs : [plain('role', role.index)];
    for (const { finishReason, index } of chunk.choices) {
      if (finishReason === undefined) continue;
      said.push(plain('finish', index));
      this.#collection(index).addFinishReason(finishReason);
    }
    if (chunk.usage !== undefined) {
      this.usage = chunk.usage;
      said.push(plain('usage'));
    }
    if (chunk.error !== undefined) said.push(errorEvent(chunk.error));
    if (said.length > 0) return said;
    const [first] = chunk.choices;
    return [first === undefined ? plain('keepalive') : plain('empty', first.index)];
  }

  #outputs(chunk: Chunk): Said[] {
    const said: Said[] = [];
    for (const choice of chunk.choices) {
      if (choice.index > 0) this.hasSeveralChoices = true;
      pushText(said, 'reasoning', choice);
      pushText(said, 'content', choice);
      pushText(said, 'refusal', choice);
      this.#pushToolCalls(said, choice);
      this.#pushArtifacts(said, choice.artifacts, choice.index);
    }
    this.#pushArtifacts(said, chunk.artifacts, 0);
    return said;
  }

  #pushToolCalls(said: Said[], { toolCalls, index: choice }: ChunkChoice): void {
    for (const delta of toolCalls) {
      const { item, text } = this.#collection(choice).addToolCall(delta);
      if (text !== '') said.push({ kind: 'tool', text, choice, item });
    }
  }

  #pushArtifacts(said: Said[], artifacts: readonly Artifact[], choice: number): void {
    for (const artifact of artifacts) {
      const item = this.#collection(choice).addArtifact(artifact);
      if (item !== undefined) said.push({ kind: 'artifact', text: '', choice, item });
    }
  }

  #collection(choice: number): ReplyCollection {
    if (choice === 0) return this.reply;
    const known = this.#others.get(choice);
    if (known !== undefined) return known;
    const collection = new ReplyCollection();
    this.#others.set(choice, collection);
    return collection;
  }
}

function pushText(said: Said[], kind: 'reasoning' | 'content' | 'refusal', choice: ChunkChoice): void {
  const text = choice[kind];
  if (text !== '') said.push({ kind, text, choice: choice.index });
}

function plain(kind: EventKind, choice = 0): Said {
  return { kind, text: '', choice };
}

function errorEvent(text: string): Said {
  return { kind: 'error', text, choice: 0 };
}

/** `event: error` with a payload: its `error` member if it has one, else the payload itself. */
function describeFrameError(frame: Json): string {
  const inner = isJsonObject(frame) ? frame['error'] : undefined;
  return describeError(inner ?? frame);
}

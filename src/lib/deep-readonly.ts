import type { Json } from './json.js';

/** A value nobody changes, all the way down: what a schema's output is once it has been read. */
export type DeepReadonly<Value> = [Json] extends [Value]
  ? Value
  : Value extends (infer Item)[]
    ? number extends Value['length']
      ? readonly DeepReadonly<Item>[]
      : { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
    : Value extends object
      ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
      : Value;

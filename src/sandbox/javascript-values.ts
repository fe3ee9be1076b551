/**
 * Runs inside the JavaScript interpreter, as an expression: a function that takes the most characters a result may have and
 * gives `decode` (arguments as they came to values), `returned` and `threw` (what a case came to, as a frame).
 *
 * Everything it needs is taken before the answer can change it, and it calls no method of a value by name: what the answer
 * does to prototypes, to `JSON` or to `Array` does not reach it. Frames: `v` a value, `t` threw, `o` a value too big.
 */
export const javascriptValues = String.raw`
(limit) => {
  'use strict';
  const { apply, getPrototypeOf } = Reflect;
  const { stringify } = JSON;
  const { keys: keysOf, getOwnPropertyDescriptor, defineProperty } = Object;
  const { isArray } = Array;
  const NativeMap = Map, NativeSet = Set, Bytes = Uint8Array, Buffers = ArrayBuffer;
  const toBigInt = BigInt, toText = String, toNumber = Number;
  const objectPrototype = Object.prototype;
  const slice = String.prototype.slice;
  const setAdd = Set.prototype.add, mapSet = Map.prototype.set;
  const setEach = Set.prototype.forEach, mapEach = Map.prototype.forEach;
  const getter = (prototype, key) => getOwnPropertyDescriptor(prototype, key).get;
  const setSize = getter(Set.prototype, 'size'), mapSize = getter(Map.prototype, 'size');
  const bufferLength = getter(ArrayBuffer.prototype, 'byteLength');
  const viewTag = getter(getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag);
  const viewLength = getter(getPrototypeOf(Uint8Array.prototype), 'length');
  const none = [];
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const tooBig = {};
  const maxDepth = 90;
  let left = 0;

  function is(read, value) {
    try {
      apply(read, value, none);
      return true;
    } catch {
      return false;
    }
  }

  function spend(size) {
    left -= size;
    if (left < 0) throw tooBig;
  }

  function isTag(key) {
    return key === '$' || key === '$int' || key === '$set' || key === '$map' || key === '$bytes' || key === '$object';
  }

  function encodeNumber(value) {
    if (value !== value) return '{"$":"NaN"}';
    if (value === 1 / 0) return '{"$":"Infinity"}';
    if (value === -1 / 0) return '{"$":"-Infinity"}';
    if (value === 0) return 1 / value < 0 ? '{"$":"-0"}' : '0';
    return '' + value;
  }

  function encodeBytes(bytes) {
    const length = apply(viewLength, bytes, none);
    let text = '';
    for (let at = 0; at < length; at += 3) {
      spend(4);
      const a = bytes[at], b = at + 1 < length ? bytes[at + 1] : 0, c = at + 2 < length ? bytes[at + 2] : 0;
      text += digits[a >> 2] + digits[((a & 3) << 4) | (b >> 4)];
      text += at + 1 < length ? digits[((b & 15) << 2) | (c >> 6)] : '=';
      text += at + 2 < length ? digits[c & 63] : '=';
    }
    return '{"$bytes":"' + text + '"}';
  }

  function named(name) {
    return '{"$object":' + stringify(apply(slice, name, [0, 100])) + '}';
  }

  function nameOf(value) {
    const { constructor } = value;
    const name = typeof constructor === 'function' ? constructor.name : '';
    return typeof name === 'string' && name !== '' ? name : 'Object';
  }

  function encodeList(value, depth, up) {
    const { length } = value;
    let text = '[';
    for (let index = 0; index < length; index++) {
      if (index > 0) text += ',';
      text += encode(value[index], depth + 1, up);
    }
    return text + ']';
  }

  function encodePlain(value, depth, up) {
    const keys = keysOf(value);
    if (keys.length === 1 && isTag(keys[0]))
      return '{"$map":[[' + stringify(keys[0]) + ',' + encode(value[keys[0]], depth + 3, up) + ']]}';
    let text = '{';
    for (let index = 0; index < keys.length; index++) {
      spend(keys[index].length);
      if (index > 0) text += ',';
      text += stringify(keys[index]) + ':' + encode(value[keys[index]], depth + 1, up);
    }
    return text + '}';
  }

  function encodeSet(value, depth, up) {
    let text = '';
    apply(setEach, value, [(item) => {
      text += (text === '' ? '' : ',') + encode(item, depth + 2, up);
    }]);
    return '{"$set":[' + text + ']}';
  }

  function encodeMap(value, depth, up) {
    let text = '';
    apply(mapEach, value, [(item, key) => {
      text += (text === '' ? '[' : ',[') + encode(key, depth + 3, up) + ',' + encode(item, depth + 3, up) + ']';
    }]);
    return '{"$map":[' + text + ']}';
  }

  function encodeObject(value, depth, above) {
    if (depth > maxDepth) return named('too deep');
    for (let at = above; at !== null; at = at.up) if (at.value === value) return named('cycle');
    const up = { value, up: above };
    if (isArray(value)) return encodeList(value, depth, up);
    if (is(setSize, value)) return encodeSet(value, depth, up);
    if (is(mapSize, value)) return encodeMap(value, depth, up);
    if (is(bufferLength, value)) return encodeBytes(new Bytes(value));
    if (apply(viewTag, value, none) === 'Uint8Array') return encodeBytes(value);
    const prototype = getPrototypeOf(value);
    if (prototype === null || prototype === objectPrototype) return encodePlain(value, depth, up);
    return named(nameOf(value));
  }

  function encode(value, depth, up) {
    spend(8);
    switch (typeof value) {
      case 'undefined':
        return 'null';
      case 'boolean':
        return value ? 'true' : 'false';
      case 'number':
        return encodeNumber(value);
      case 'string':
        spend(value.length);
        return stringify(value);
      case 'bigint': {
        const text = '' + value;
        spend(text.length);
        return '{"$int":"' + text + '"}';
      }
      case 'symbol':
        return named('Symbol');
      case 'function':
        return named('Function');
      default:
        return value === null ? 'null' : encodeObject(value, depth, up);
    }
  }

  function decode(value) {
    if (typeof value !== 'object' || value === null) return value;
    if (isArray(value)) {
      for (let index = 0; index < value.length; index++) value[index] = decode(value[index]);
      return value;
    }
    const keys = keysOf(value);
    if (keys.length === 1 && isTag(keys[0])) return untag(keys[0], value[keys[0]], value);
    for (let index = 0; index < keys.length; index++)
      defineProperty(value, keys[index], {
        value: decode(value[keys[index]]), writable: true, enumerable: true, configurable: true,
      });
    return value;
  }

  function untag(key, value, whole) {
    if (key === '$') return toNumber(value);
    if (key === '$int') return toBigInt(value);
    if (key === '$object') return whole;
    if (key === '$bytes') return decodeBytes(value);
    if (key === '$set') {
      const set = new NativeSet();
      for (let index = 0; index < value.length; index++) apply(setAdd, set, [decode(value[index])]);
      return set;
    }
    const map = new NativeMap();
    for (let index = 0; index < value.length; index++) {
      const pair = value[index];
      apply(mapSet, map, [decode(pair[0]), decode(pair[1])]);
    }
    return map;
  }

  function decodeBytes(text) {
    const bytes = [];
    for (let index = 0, held = 0, bits = 0; index < text.length; index++) {
      const digit = digits.indexOf(text[index]);
      if (digit < 0) continue;
      held = ((held << 6) | digit) & 0xffff;
      bits += 6;
      if (bits >= 8) bytes.push((held >> (bits -= 8)) & 255);
    }
    return new Bytes(bytes);
  }

  function threw(error) {
    let name = 'Error';
    let message = '';
    try {
      if (typeof error === 'object' && error !== null) {
        name = typeof error.name === 'string' ? error.name : nameOf(error);
        message = typeof error.message === 'string' ? error.message : '';
      } else {
        name = typeof error;
        message = toText(error);
      }
    } catch {}
    return 't[' + stringify(apply(slice, name, [0, 100])) + ',' + stringify(apply(slice, message, [0, 500])) + ']';
  }

  function returned(value) {
    try {
      left = limit;
      return 'v' + encode(value, 0, null);
    } catch (error) {
      return error === tooBig ? 'o' : threw(error);
    }
  }

  return { decode, returned, threw };
}
`;

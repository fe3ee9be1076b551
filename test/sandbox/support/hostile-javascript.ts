/** What an answer might try, and what comes of it: never more than a wrong result of its own. */
export interface Attack {
  readonly what: string;
  readonly source: string;
  /** As `outcome` words it. */
  readonly comes: string;
  /** Where the attack is to go on for ever. */
  readonly wallMs?: number;
}

const short = 400;
const hostNames =
  'process require Buffer fetch WebAssembly Worker XMLHttpRequest Deno Bun navigator performance';

export const hostileJavaScript: readonly Attack[] = [
  {
    what: 'the names of the host',
    source: `function f() { return ${JSON.stringify(hostNames.split(' '))}.filter((name) => name in globalThis); }`,
    comes: '[]',
  },
  {
    what: 'the constructor of a constructor',
    source: `function f() { return this.constructor.constructor('return process')().env; }`,
    comes: 'threw ReferenceError',
  },
  {
    what: 'the global object through Function',
    source: `function f() { return typeof Function('return this')().process + typeof console.log.constructor('return process'); }`,
    comes: '"undefinedfunction"',
  },
  {
    what: 'the constructors of functions lent by the host',
    source: `function f() { return console.log.constructor('return typeof process')() + setTimeout.constructor('return typeof require')(); }`,
    comes: '"undefinedundefined"',
  },
  {
    what: 'a dynamic import of a file system',
    source: `async function f() { return (await import('node:fs')).readFileSync('/etc/passwd', 'utf8'); }`,
    comes: 'threw ReferenceError',
  },
  {
    what: 'an import of a child process',
    source: `import { execSync } from 'node:child_process';\nexport function f() { return String(execSync('id')); }`,
    comes: 'crash',
  },
  {
    what: 'require',
    source: `function f() { return require('fs').readdirSync('/'); }`,
    comes: 'threw ReferenceError',
  },
  {
    what: 'the environment',
    source: `function f() { return Object.keys(process.env); }`,
    comes: 'threw ReferenceError',
  },
  {
    what: 'a socket',
    source: `function f() { return fetch('http://127.0.0.1/'); }`,
    comes: 'threw ReferenceError',
  },
  {
    what: 'a thread',
    source: `function f() { return new Worker('data:text/javascript,'); }`,
    comes: 'threw ReferenceError',
  },
  {
    what: 'sleeping on shared memory',
    source: `function f() { return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); }`,
    comes: 'threw ReferenceError',
  },
  { what: 'an endless loop', source: `function f() { for (;;); }`, comes: 'time', wallMs: short },
  { what: 'an endless loop while it loads', source: `for (;;);`, comes: 'time', wallMs: short },
  {
    what: 'an endless loop that catches its interruption',
    source: `function f() { for (;;) try { for (;;); } catch {} finally { continue; } }`,
    comes: 'time',
    wallMs: short,
  },
  {
    what: 'promises for ever',
    source: `const go = () => Promise.resolve().then(go); function f() { return go(); }`,
    comes: 'time',
    wallMs: short,
  },
  {
    what: 'timers for ever',
    source: `function f() { return new Promise(() => setInterval(() => 0, 1)); }`,
    comes: 'time',
    wallMs: short,
  },
  {
    what: 'a promise that never settles',
    source: `function f() { return new Promise(() => 0); }`,
    comes: 'threw PendingPromise',
  },
  {
    what: 'a catastrophic pattern',
    source: `function f() { return /^(a+)+$/.test('a'.repeat(40) + 'b'); }`,
    comes: 'time',
    wallMs: short,
  },
  {
    what: 'a call into the interpreter that it never interrupts',
    source: `let deep = []; for (let i = 0; i < 100000; i++) deep = [deep];
      function f() { for (;;) try { JSON.stringify(deep); } catch {} }`,
    comes: 'time',
    wallMs: short,
  },
  {
    what: '4 GB at once',
    source: `function f() { return new ArrayBuffer(4 * 2 ** 30).byteLength; }`,
    comes: 'threw RangeError',
  },
  {
    what: '1 GB at once',
    source: `function f() { return new ArrayBuffer(2 ** 30).byteLength; }`,
    comes: 'memory',
  },
  {
    what: '4 GB little by little',
    source: `function f() { const all = []; for (;;) all.push(new Uint8Array(1 << 20)); }`,
    comes: 'memory',
  },
  {
    what: 'a long string',
    source: `function f() { let text = 'x'; for (;;) text += text; }`,
    comes: 'threw InternalError',
  },
  {
    what: 'deep recursion',
    source: `function f() { return f(); }`,
    comes: 'threw InternalError',
  },
  {
    what: 'deep recursion inside the interpreter',
    source: `function f() { let text = {}; for (let i = 0; i < 1e5; i++) { const inner = text; text = { toString: () => '' + inner }; } return '' + text; }`,
    comes: 'threw InternalError',
  },
  { what: 'deep nesting in its source', source: `${'('.repeat(200_000)}0`, comes: 'syntax' },
  {
    what: 'printing for ever',
    source: `function f() { for (;;) console.log('x'.repeat(1000)); }`,
    comes: 'output',
  },
  {
    what: 'a huge result',
    source: `function f() { return 'x'.repeat(5e6); }`,
    comes: 'output',
  },
  {
    what: 'a result that unfolds',
    source: `function f() { let list = [1]; for (let i = 0; i < 60; i++) list = [list, list]; return list; }`,
    comes: 'output',
  },
  {
    what: 'a sparse list of 4,294,967,295 items',
    source: `function f() { const list = []; list.length = 2 ** 32 - 1; return list; }`,
    comes: 'output',
  },
  {
    what: 'a result that contains itself',
    source: `function f() { const it = { list: [] }; it.list.push(it, it); return it; }`,
    comes: '{"list":[{"$object":"cycle"},{"$object":"cycle"}]}',
  },
  {
    what: 'a result nested without end',
    source: `function f() { let deep = 0; for (let i = 0; i < 5000; i++) deep = { deep }; return deep; }`,
    comes: `${'{"deep":'.repeat(91)}{"$object":"too deep"}${'}'.repeat(91)}`,
  },
  {
    what: 'an endless generator as a result',
    source: `function* f() { for (;;) yield 1; }`,
    comes: '{"$object":"Object"}',
  },
  {
    what: 'an endless iterator in a spread',
    source: `function f() { return [...{ *[Symbol.iterator]() { for (;;) yield 1; } }]; }`,
    comes: 'memory',
  },
  {
    what: 'a getter that never returns',
    source: `function f() { return { get value() { for (;;); } }; }`,
    comes: 'time',
    wallMs: short,
  },
  {
    what: 'a proxy with more keys at every look',
    source: `function f() {
      return new Proxy([], { get: (list, key) => (key === 'length' ? Infinity : 1) });
    }`,
    comes: 'output',
  },
  {
    what: 'toJSON and valueOf',
    source: `function f() { return [{ toJSON: () => 42, a: 1 }, { valueOf: () => 42 }]; }`,
    comes: '[{"toJSON":{"$object":"Function"},"a":1},{"valueOf":{"$object":"Function"}}]',
  },
  {
    what: 'a patched JSON, Array, Object, Reflect and Map',
    source: `for (const [home, key] of [[JSON, 'stringify'], [JSON, 'parse'], [Array, 'isArray'], [Object, 'keys'], [Reflect, 'apply'],
        [Object, 'getPrototypeOf'], [Set.prototype, 'forEach'], [Map.prototype, 'forEach'], [String.prototype, 'slice'],
        [Promise.prototype, 'then'], [Array.prototype, 'push'], [Array.prototype, 'map']]) home[key] = () => 'forged';
      Array.prototype[Symbol.iterator] = () => { throw 1; };
      function f() { return [1, 'a', { b: 2 }, new Set(), { $: 1 }]; }`,
    comes: '[1,"a",{"b":2},{"$set":[]},{"$map":[["$",1]]}]',
  },
  {
    what: 'setters on the prototypes that results pass through',
    source: `for (const key of ['0', '1', 'value', 'up', 'get', 'length', 'next'])
        Object.defineProperty(Object.prototype, key, { __proto__: null, get: () => 'forged', set() { throw 1; } });
      function f() { return [1, [2], { a: 3 }]; }`,
    comes: '[1,[2],{"a":3}]',
  },
  {
    what: 'prototype pollution by its arguments',
    source: `function f(a) { return [Object.keys(a), {}.polluted === undefined]; }`,
    comes: '[["__proto__"],true]',
  },
  {
    what: 'prototype pollution in its result',
    source: `function f() { return JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2}'); }`,
    comes: '{"$map":[["__proto__",{"polluted":1}],["constructor",2]]}',
  },
  {
    what: 'an object that poses as a tag',
    source: `function f() { return { $int: '5' }; }`,
    comes: '{"$map":[["$int","5"]]}',
  },
  {
    what: 'errors that lie',
    source: `function f() { throw { get name() { for (;;); } }; }`,
    comes: 'time',
    wallMs: short,
  },
  {
    what: 'an error with a forged frame in its message',
    source: `function f() { throw Object.assign(new Error('"],v1\\nv2'), { name: 'A'.repeat(1e5) }); }`,
    comes: `threw ${'A'.repeat(100)}`,
  },
  {
    what: 'a search for what is expected',
    source: `function f() {
      const seen = [];
      for (const key of Object.getOwnPropertyNames(globalThis)) if (/expect|case|answer|janus|run/iu.test(key)) seen.push(key);
      return [seen, typeof module.parent, new Error().stack.includes('expected')];
    }`,
    comes: `[[],"undefined",false]`,
  },
];

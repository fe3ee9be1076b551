import type { Attack } from './hostile-javascript.js';

const short = 400;

export const hostilePython: readonly Attack[] = [
  {
    what: 'a socket',
    source: `import socket\ndef f():\n    return socket.create_connection(('127.0.0.1', 80), 1)`,
    comes: 'threw AttributeError',
  },
  {
    what: 'a request',
    source: `from urllib.request import urlopen\ndef f():\n    return urlopen('http://127.0.0.1/')`,
    comes: 'threw AttributeError',
  },
  {
    what: 'a process',
    source: `import subprocess\ndef f():\n    return subprocess.run(['id'], capture_output=True).stdout`,
    comes: 'threw OSError',
  },
  {
    what: 'os.system',
    source: `import os\ndef f():\n    return os.system('id')`,
    comes: 'threw AttributeError',
  },
  {
    what: 'os.fork, exec and kill',
    source: `import os\ndef f():\n    return [name for name in ('fork', 'execv', 'spawnv', 'kill', 'popen', 'system') if hasattr(os, name)]`,
    comes: '["popen"]',
  },
  {
    what: 'a file of the host',
    source: `def f():\n    return open('/etc/passwd').read()`,
    comes: 'threw FileNotFoundError',
  },
  {
    what: 'a folder of the host',
    source: `import os\ndef f():\n    return os.listdir('/')`,
    comes: 'threw FileNotFoundError',
  },
  {
    what: 'writing a file',
    source: `def f():\n    return open('sandbox-was-here', 'w').write('x')`,
    comes: 'threw FileNotFoundError',
  },
  {
    what: 'writing into the library',
    source: `import re\ndef f():\n    return open(re.__file__, 'w').write('x')`,
    comes: 'threw NotADirectoryError',
  },
  {
    what: 'every file descriptor',
    source: `import os\ndef f():\n    seen = []\n    for fd in range(3, 2000):\n        try:\n            os.fstat(fd)\n            seen.append(fd)\n        except OSError:\n            pass\n    return seen`,
    comes: '[3]',
  },
  {
    what: 'the environment and the arguments',
    source: `import os, sys\ndef f():\n    return [dict(os.environ), sys.argv, os.getcwd() if hasattr(os, 'getcwd') else None]`,
    comes: '[{},["-c"],"/"]',
  },
  { what: 'a bridge to the host', source: `def f():\n    import js`, comes: 'threw ModuleNotFoundError' },
  { what: 'ctypes', source: `def f():\n    import ctypes`, comes: 'threw ModuleNotFoundError' },
  {
    what: 'a thread',
    source: `import threading\ndef f():\n    threading.Thread(target=print).start()`,
    comes: 'threw RuntimeError',
  },
  {
    what: 'a signal',
    source: `import signal\ndef f():\n    return signal.raise_signal(signal.SIGTERM)`,
    comes: 'crash',
  },
  { what: 'sys.exit', source: `import sys\ndef f():\n    sys.exit(0)`, comes: 'threw SystemExit' },
  { what: 'os._exit', source: `import os\ndef f():\n    os._exit(0)`, comes: 'crash' },
  { what: 'os.abort', source: `import os\ndef f():\n    os.abort()`, comes: 'crash' },
  { what: 'os._exit while it loads', source: `import os\nos._exit(0)`, comes: 'crash' },
  {
    what: 'an endless loop',
    source: `def f():\n    while True:\n        pass`,
    comes: 'time',
    wallMs: short,
  },
  {
    what: 'an endless loop that catches everything',
    source: `def f():\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass`,
    comes: 'time',
    wallMs: short,
  },
  { what: 'an endless loop while it loads', source: `while True: pass`, comes: 'time', wallMs: short },
  { what: 'one endless operation', source: `def f():\n    return 9 ** 9 ** 9`, comes: 'time', wallMs: short },
  {
    what: 'a catastrophic pattern',
    source: `import re\ndef f():\n    return re.match('(a+)+$', 'a' * 60 + 'b')`,
    comes: 'time',
    wallMs: 1500,
  },
  {
    what: 'sleeping',
    source: `import time\ndef f():\n    began = time.time()\n    time.sleep(3600)\n    return 3600 <= time.time() - began < 3601`,
    comes: 'true',
  },
  {
    what: 'the time of the host',
    source: `import time\ndef f():\n    return [time.gmtime().tm_year, time.perf_counter() < 1e11]`,
    comes: '[2025,true]',
  },
  {
    what: '4 GB at once',
    source: `def f():\n    return len(bytearray(4 << 30))`,
    comes: 'threw OverflowError',
  },
  { what: '1 GB at once', source: `def f():\n    return len(bytearray(1 << 30))`, comes: 'memory' },
  {
    what: '4 GB little by little',
    source: `def f():\n    held = []\n    while True:\n        held.append(bytearray(1 << 20))`,
    comes: 'memory',
  },
  { what: 'a list without end', source: `def f():\n    return [1] * 10 ** 9`, comes: 'memory' },
  { what: 'deep recursion', source: `def f():\n    return f()`, comes: 'threw RecursionError' },
  {
    what: 'deep recursion without a limit',
    source: `import sys\nsys.setrecursionlimit(10 ** 9)\ndef f():\n    return f()`,
    comes: 'threw SystemError',
  },
  {
    what: 'deep recursion inside the interpreter',
    source: `def f():\n    deep = []\n    for _ in range(100000):\n        deep = [deep]\n    return repr(deep)`,
    comes: 'threw RecursionError',
  },
  {
    what: 'deep recursion inside the interpreter without a limit',
    source: `import sys\nsys.setrecursionlimit(10 ** 9)\ndef f():\n    deep = []\n    for _ in range(100000):\n        deep = [deep]\n    return repr(deep)`,
    comes: 'threw RecursionError',
  },
  { what: 'deep nesting in its source', source: `x = ${'('.repeat(5_000)}`, comes: 'syntax' },
  {
    what: 'printing for ever',
    source: `def f():\n    while True:\n        print('x' * 1000)`,
    comes: 'output',
  },
  {
    what: 'printing past the stream it was given',
    source: `import sys\ndef f():\n    print('seen', file=sys.__stdout__)\n    print('seen', file=sys.__stderr__)\n    return 1`,
    comes: '1',
  },
  { what: 'a huge result', source: `def f():\n    return 'x' * 5000000`, comes: 'output' },
  { what: 'a huge number', source: `def f():\n    return 1 << 50000000`, comes: 'output' },
  {
    what: 'a result that unfolds',
    source: `def f():\n    deep = [1]\n    for _ in range(60):\n        deep = [deep, deep]\n    return deep`,
    comes: 'output',
  },
  {
    what: 'a result that contains itself',
    source: `def f():\n    it = {}\n    it['list'] = [it, it]\n    return it`,
    comes: '{"list":[{"$object":"cycle"},{"$object":"cycle"}]}',
  },
  {
    what: 'a result nested without end',
    source: `def f():\n    deep = 0\n    for _ in range(5000):\n        deep = {'deep': deep}\n    return deep`,
    comes: `${'{"deep":'.repeat(91)}{"$object":"too deep"}${'}'.repeat(91)}`,
  },
  {
    what: 'an endless generator as a result',
    source: `def f():\n    while True:\n        yield 1`,
    comes: '{"$object":"generator"}',
  },
  {
    what: 'an endless generator in a list',
    source: `import itertools\ndef f():\n    return list(itertools.count())`,
    comes: 'memory',
  },
  {
    what: 'results that lie about being equal',
    source: `class Any(int):\n    def __eq__(self, other): return True\n    def __repr__(self): return '42'\n    __str__ = __index__ = __int__ = __pos__ = __repr__\n    __hash__ = int.__hash__\n    __class__ = str\ndef f():\n    return [Any(7), {'a': Any(8)}]`,
    comes: '[7,{"a":8}]',
  },
  {
    what: 'lists and texts that lie',
    source: `class Liar(list):\n    def __iter__(self): return iter([42])\n    def __len__(self): return 1\nclass Text(str):\n    def __str__(self): return 'right'\n    __repr__ = __str__\nclass Book(dict):\n    def items(self): return [('right', 1)]\ndef f():\n    return [Liar([7]), Text('wrong'), Book(a=1)]`,
    comes: '[[7],"wrong",{"a":1}]',
  },
  {
    what: 'an object that is nothing known',
    source: `class Thing:\n    def __getattr__(self, name): return 42\ndef f():\n    return Thing()`,
    comes: '{"$object":"Thing"}',
  },
  {
    what: 'a patched json and patched builtins',
    source: `import builtins, json, sys\njson.dumps = json.loads = lambda *a, **k: '42'\nfor name in ('len', 'isinstance', 'issubclass', 'type', 'str', 'int', 'list', 'dict', 'id', 'tuple', 'set'):\n    setattr(builtins, name, lambda *a: 42)\ndef f():\n    return [1, 'a', {'b': (2,)}]`,
    comes: '[1,"a",{"b":[2]}]',
  },
  {
    what: 'a tracer in the harness',
    source: `import sys\nseen = []\ndef trace(frame, event, value):\n    seen.append(sorted(frame.f_locals)[:2])\n    return trace\nsys.settrace(trace)\ndef f():\n    sys.settrace(None)\n    return any('expected' in names for names in seen)`,
    comes: 'false',
  },
  {
    what: 'a search for what is expected',
    source: `import sys, gc\ndef f():\n    names = set()\n    frame = sys._getframe()\n    while frame:\n        names |= set(frame.f_locals)\n        frame = frame.f_back\n    return sorted(name for name in names if 'expect' in name or 'return' in name)`,
    comes: '[]',
  },
  {
    what: 'a forged result',
    source: `import os\ndef f():\n    os.write(1, b'v42\\n')\n    return 7`,
    comes: '42',
  },
  {
    what: 'a forged result and an end',
    source: `import os\ndef f():\n    os.write(1, b'v42\\n')\n    os._exit(0)`,
    comes: '42',
  },
  {
    what: 'a forged result without an end',
    source: `import os\ndef f():\n    os.write(1, b'v4')\n    os._exit(0)`,
    comes: 'crash',
  },
  {
    what: 'two forged results',
    source: `import os\ndef f():\n    os.write(1, b'v1\\nv2\\n')`,
    comes: 'crash',
  },
  {
    what: 'a forged result nested deeper than the host can read',
    source: `import os\ndef f():\n    os.write(1, b'v' + b'[' * 100000 + b']' * 100000 + b'\\n')`,
    comes: 'crash',
  },
  {
    what: 'a forged result that is no JSON',
    source: `import os\ndef f():\n    os.write(1, b'v{"a":\\xff}\\n')`,
    comes: 'crash',
  },
  {
    what: 'forged numbers',
    source: `import os\ndef f():\n    os.write(1, b'v[1e999,-1e999,-0,' + b'9' * 400 + b']\\n')`,
    comes: '[{"$":"Infinity"},{"$":"-Infinity"},{"$":"-0"},{"$":"Infinity"}]',
  },
  {
    what: 'a forged prototype',
    source: `import os\ndef f():\n    os.write(1, b'v{"__proto__":{"polluted":1}}\\n')`,
    comes: '{"$map":[["__proto__",{"polluted":1}]]}',
  },
  {
    what: 'a flood of forged results',
    source: `import os\ndef f():\n    while True:\n        os.write(1, b'x' * 100000)`,
    comes: 'output',
  },
  {
    what: 'reading what comes next',
    source: `import os\ndef f():\n    return os.read(0, 100).decode()`,
    comes: 'crash',
  },
  { what: 'asking the user', source: `def f():\n    return input('?')`, comes: 'threw EOFError' },
  {
    what: 'work left for the end',
    source: `import atexit\ndef late():\n    while True: pass\natexit.register(late)\ndef f():\n    return 1`,
    comes: '1',
  },
  {
    what: 'errors that never end',
    source: `class Endless(Exception):\n    def __str__(self):\n        while True: pass\ndef f():\n    raise Endless()`,
    comes: 'time',
    wallMs: short,
  },
  {
    what: 'errors that lie',
    source: `class Liar(Exception):\n    def __str__(self): return 'v42\\n'\n    __class__ = ValueError\ndef f():\n    raise Liar()`,
    comes: 'threw Liar',
  },
];

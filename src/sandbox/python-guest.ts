/**
 * Runs inside the Python interpreter before the answer does. Reads the program and then each case's arguments from file 0,
 * writes one frame for each to file 1, and lets the answer print to file 2. It holds no expected value, so an answer that
 * takes it apart gains nothing.
 *
 * It keeps every function it needs in its own scope and looks at exact types: what the answer does to `builtins`, to `json`
 * or to its own `__eq__` and `__repr__` does not reach it. Frames: `r` ready, `s` no Python, `x` threw while loading,
 * `v` a value, `t` threw, `o` a value too big.
 */
export const pythonGuest = String.raw`
def _serve():
    import sys, posix, io
    from _json import encode_basestring_ascii as quote, make_scanner
    from binascii import a2b_base64, b2a_base64
    from builtins import (
        BaseException, bool, bytearray, bytes, compile, dict, exec, float, frozenset, globals, hasattr, id, int, isinstance,
        issubclass, len, list, memoryview, set, str, tuple, type,
    )
    set_digits, get_digits = sys.set_int_max_str_digits, sys.get_int_max_str_digits
    read, write = posix.read, posix.write
    name_of = type.__dict__['__name__'].__get__
    module_type = type(sys)
    max_depth, exact, least = 90, 2 ** 53 - 1, 8
    tags = {'$', '$int', '$set', '$map', '$bytes', '$object'}
    special = {'NaN': float('nan'), 'Infinity': float('inf'), '-Infinity': float('-inf'), '-0': -0.0}

    class TooBig(BaseException):
        pass

    def untag(pairs):
        if len(pairs) == 1:
            key, value = pairs[0]
            if key == '$' and value in special:
                return special[value]
            if key == '$int':
                return int(value)
            if key == '$set':
                return set(freeze(item) for item in value)
            if key == '$map':
                return {freeze(key): item for key, item in value}
            if key == '$bytes':
                return a2b_base64(value)
        return dict(pairs)

    def freeze(value):
        if type(value) is list:
            return tuple([freeze(item) for item in value])
        if type(value) is set:
            return frozenset(value)
        return value

    class Rules:
        strict = True
        object_hook = None
        object_pairs_hook = staticmethod(untag)
        parse_float = float
        parse_int = int
        parse_constant = special.get
        memo = {}

    scan = make_scanner(Rules())

    def next_line():
        parts = []
        while True:
            part = read(0, 1 << 20)
            if not part:
                return None
            parts.append(part)
            if part[-1] == 10:
                return scan(b''.join(parts).decode('utf-8'), 0)[0]

    def send(text):
        data = (text + '\n').encode('ascii')
        while data:
            data = data[write(1, data):]

    def threw(error, frame='t'):
        kind = type(error)
        try:
            message = str.__str__(str(error))[:500]
        except BaseException:
            message = ''
        return frame + '[' + quote(name_of(kind)[:100]) + ',' + quote(message) + ']'

    def encoder(limit):
        parts, size = [], 0

        def put(text):
            nonlocal size
            size += len(text)
            if size > limit:
                raise TooBig
            parts.append(text)

        def put_int(value):
            if -exact <= value <= exact:
                return put(int.__repr__(value))
            if int.bit_length(value) > limit * 3.4:
                raise TooBig
            digits = get_digits()
            set_digits(0)
            try:
                put('{"$int":"' + int.__repr__(value) + '"}')
            finally:
                set_digits(digits)

        def put_float(value):
            if value != value:
                put('{"$":"NaN"}')
            elif value in (special['Infinity'], special['-Infinity']):
                put('{"$":"Infinity"}' if value > 0 else '{"$":"-Infinity"}')
            elif value == 0 and float.__repr__(value) == '-0.0':
                put('{"$":"-0"}')
            else:
                put(float.__repr__(value))

        def put_items(items, depth, above):
            comma = ''
            put('[')
            for item in items:
                put(comma)
                encode(item, depth, above)
                comma = ','
            put(']')

        def put_dict(value, depth, above):
            pairs = [(key, item) for key, item in dict.items(value)]
            keys = [key for key, _ in pairs]
            plain = all_of_type(keys, str) and not (len(keys) == 1 and keys[0] in tags)
            if not plain:
                put('{"$map":')
                put_items(pairs, depth + 1, above)
                return put('}')
            comma = ''
            put('{')
            for key, item in pairs:
                put(comma + quote(key) + ':')
                encode(item, depth, above)
                comma = ','
            put('}')

        def all_of_type(items, wanted):
            for item in items:
                if type(item) is not wanted:
                    return False
            return True

        def put_object(name):
            put('{"$object":' + quote(name[:100]) + '}')

        def encode(value, depth=0, above=()):
            nonlocal size
            size += least
            kind = type(value)
            if value is None:
                put('null')
            elif kind is bool:
                put('true' if value else 'false')
            elif issubclass(kind, int):
                put_int(int.__pos__(value))
            elif issubclass(kind, float):
                put_float(float.__pos__(value))
            elif issubclass(kind, str):
                text = str.__str__(value)
                if len(text) > limit:
                    raise TooBig
                put(quote(text))
            elif kind in (bytes, bytearray):
                if len(value) > limit:
                    raise TooBig
                put('{"$bytes":"' + b2a_base64(value, newline=False).decode('ascii') + '"}')
            elif depth > max_depth:
                put_object('too deep')
            elif id(value) in above:
                put_object('cycle')
            elif issubclass(kind, list):
                put_items(list.__iter__(value), depth + 1, above + (id(value),))
            elif issubclass(kind, tuple):
                put_items(tuple.__iter__(value), depth + 1, above + (id(value),))
            elif issubclass(kind, dict):
                put_dict(value, depth + 1, above + (id(value),))
            elif issubclass(kind, (set, frozenset)):
                items = set.__iter__(value) if issubclass(kind, set) else frozenset.__iter__(value)
                put('{"$set":')
                put_items(items, depth + 2, above + (id(value),))
                put('}')
            else:
                put_object(name_of(kind))

        return parts, encode

    def answer(function, arguments, limit):
        try:
            value = function(*arguments)
            parts, encode = encoder(limit)
            encode(value)
            return 'v' + ''.join(parts)
        except TooBig:
            return 'o'
        except BaseException as error:
            return threw(error)

    def load(program):
        module = module_type('answer')
        sys.modules['answer'] = module
        space = module.__dict__
        try:
            code = compile(program['source'], 'answer.py', 'exec', dont_inherit=True)
        except BaseException as error:
            return send(threw(error, 's'))
        try:
            exec(code, space)
        except BaseException as error:
            return send(threw(error, 'x'))
        function = space.get(program['entry'])
        if function is None:
            return send('x' + '["NameError",' + quote('it defines no ' + program['entry']) + ']')
        send('r')
        while True:
            arguments = next_line()
            if arguments is None:
                return
            send(answer(function, arguments, program['limit']))

    sys.stdout = sys.__stdout__ = sys.stderr
    sys.stdin = sys.__stdin__ = io.StringIO('')
    program = next_line()
    if program is not None:
        load(program)

_serve()
`;

/**
 * Python that turns a file's own tests into a harness; it runs in the sandbox and only reads them. `translate` gives
 * either what refuses the tests, or the function's name, the harness, a check of the tests as they stand, and how near a
 * number must be.
 *
 * Every `assert left == right` becomes the value of the side that the answer has a part in; the side that says what is
 * right is left away, so that the answer's code never shares an interpreter with it. A truth that is known beforehand
 * (`abs(f(x) - 3.2) < 1e-6`, `isclose(…) == True`) becomes the answer's own value, to be compared within that bound. A
 * test that more than one value may satisfy is refused: nothing outside could tell them apart.
 *
 * `__plain` leaves only exact built-in types: True is 1 as Python has it, a tuple is no list, and no object of the answer
 * gets to say what it is equal to.
 */
export const pythonTranslator = String.raw`
import ast

COMPARE_CALLS = {"isclose", "allclose", "approx"}
SIZE_CALLS = {"abs", "fabs"}
STRAIGHT = (ast.Compare, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop, ast.cmpop, ast.Tuple, ast.List)


class Refused(Exception):
    pass


def called(node):
    if not isinstance(node, ast.Call):
        return None
    return getattr(node.func, "id", getattr(node.func, "attr", None))


def tainted_names(tree, first):
    names = set(first)
    while True:
        before = len(names)
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.Lambda)):
                if isinstance(node, ast.FunctionDef) and node.name != "check" and touches(node, names):
                    names.add(node.name)
                continue
            if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)):
                source, targets = node.value, getattr(node, "targets", None) or [node.target]
            elif isinstance(node, (ast.For, ast.comprehension)):
                source, targets = node.iter, [node.target]
            else:
                continue
            if source is not None and touches(source, names):
                names.update(n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name))
        if len(names) == before:
            return names


def touches(node, names):
    return any(isinstance(n, ast.Name) and n.id in names for n in ast.walk(node))


def is_constant_truth(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, bool)


def answers_in(node, names):
    # The outermost expressions that are the answer's own values, where only sums and sizes lie around them.
    if called(node) in names or (isinstance(node, ast.Name) and node.id in names):
        return [node]
    if not touches(node, names):
        return []
    if isinstance(node, ast.Call) and called(node) in COMPARE_CALLS | SIZE_CALLS | {"round"}:
        return [a for part in node.args + [k.value for k in node.keywords] for a in answers_in(part, names)]
    if isinstance(node, ast.Subscript) and called(node.value) in names:
        return [node.value]
    if isinstance(node, STRAIGHT):
        return [a for part in ast.iter_child_nodes(node) for a in answers_in(part, names)]
    raise Refused("one of its tests may accept several answers")


def bounds_in(node):
    numbers = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, float)]
    return [number for number in numbers if 0 < number <= 0.1]


class Asserts(ast.NodeTransformer):
    def __init__(self, names):
        self.names = names
        self.bounds = []
        self.count = 0

    def visit_Try(self, node):
        if touches(node, self.names):
            raise Refused("its tests catch errors")
        return node

    def visit_Assert(self, node):
        seen = self.observe(node.test)
        self.count += len(seen)
        see = lambda value: ast.Expr(ast.Call(ast.Name("__see", ast.Load()), [value], []))
        return [see(value) for value in seen] or ast.Pass()

    def observe(self, test):
        names = self.names
        if not touches(test, names):
            return []
        if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
            return [value for part in test.values for value in self.observe(part)]
        truth = test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else test
        if called(truth) in names:
            return [ast.Call(ast.Name("bool", ast.Load()), [truth], [])]
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            left, right = test.left, test.comparators[0]
            sides = [side for side in (left, right) if touches(side, names)]
            if isinstance(test.ops[0], (ast.Eq, ast.Is)):
                guessable = is_constant_truth(left) or is_constant_truth(right)
                if not guessable or all(called(side) in names for side in sides):
                    return sides
                if all(isinstance(side, ast.Compare) or called(side) in COMPARE_CALLS for side in sides):
                    return [value for side in sides for value in self.observe(side)]
                raise Refused("one of its tests may accept several answers")
            if isinstance(test.ops[0], (ast.Lt, ast.LtE)) and called(left) in SIZE_CALLS and not touches(right, names):
                return self.near(test)
        if called(test) in COMPARE_CALLS:
            return self.near(test)
        raise Refused("one of its tests may accept several answers")

    def near(self, test):
        if called(test) in COMPARE_CALLS:
            given = [word.value for word in test.keywords if word.arg in ("rel_tol", "abs_tol", "rtol", "atol")]
            bounds = [bound for value in given for bound in bounds_in(value)] or [1e-9]
        else:
            bounds = bounds_in(test.comparators[0])
        if not bounds:
            raise Refused("one of its tests may accept several answers")
        self.bounds.append(max(bounds))
        return answers_in(test, self.names)


HARNESS = '''
def __plain(value, depth=0):
    if depth > 40:
        raise ValueError("the value nests too deeply")
    inner = lambda item: __plain(item, depth + 1)
    if value is None or type(value) in (int, float, str, bytes):
        return value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple):
        return {"tuple": [inner(item) for item in tuple.__iter__(value)]}
    if isinstance(value, dict):
        return {key: inner(dict.__getitem__(value, key)) for key in dict.__iter__(value)}
    if isinstance(value, (set, frozenset)):
        return set(value)
    if isinstance(value, complex):
        return {"complex": [value.real, value.imag]}
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int.__int__(value)
    if isinstance(value, float):
        return float.__float__(value)
    if hasattr(type(value), "__iter__"):
        return [inner(item) for item in value]
    raise TypeError("a " + type(value).__name__ + " cannot be compared")


def __observe():
    import random
    random.seed(1)
    seen = []
    __run_tests(globals()["ENTRY"], lambda value: seen.append(__plain(value)))
    return seen


__kept = []


def __case(first, count):
    if not __kept:
        __kept.append(__observe())
    return __kept[0][first:first + count]
'''


def imports_of(source, entry):
    # Beside the function that is asked for: the file's tests may lean on them.
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    return [n for n in tree.body if isinstance(n, kinds) and getattr(n, "name", None) != entry and not is_star(n)]


def is_star(node):
    return isinstance(node, ast.ImportFrom) and (node.names[0].name == "*" or node.module == "__future__")


def entry_of(code, tests):
    defined = [n.name for n in ast.parse(code).body if isinstance(n, ast.FunctionDef)]
    for node in ast.walk(ast.parse(tests)):
        if isinstance(node, ast.Assert):
            for inner in ast.walk(node):
                if called(inner) in defined:
                    return called(inner)
    raise Refused("its tests call none of its functions")


def function(name, params, body):
    arguments = ast.arguments([], [ast.arg(p) for p in params], None, [], [], None, [])
    return ast.unparse(ast.fix_missing_locations(ast.Module([ast.FunctionDef(name, arguments, body or [ast.Pass()], [])], [])))


def translate(style, prompt, code, tests, entry):
    try:
        return translated(style, prompt, code, tests, entry)
    except Refused as refused:
        return {"refused": str(refused)}
    except SyntaxError:
        return {"refused": "its code does not compile"}
    except (RecursionError, ValueError, MemoryError):
        return {"refused": "its tests are too deeply nested"}


def translated(style, prompt, code, tests, entry):
    entry = entry or entry_of(code, tests)
    prelude = imports_of(prompt, entry)
    tree = ast.parse(tests)
    tree.body = [node for node in tree.body if not is_star(node)]
    names, call = {entry}, []
    if style == "check":
        check = next((n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "check"), None)
        if check is None or len(check.args.args) != 1:
            raise Refused("it has no check(candidate)")
        names.add(check.args.args[0].arg)
        call = ast.parse(f"check({entry})").body
    original = function("__original", [entry], prelude + tree.body + call)
    asserts = Asserts(tainted_names(tree, names))
    changed = asserts.visit(ast.parse(ast.unparse(tree)))
    if asserts.count == 0:
        raise Refused("its tests compare nothing")
    run = function("__run_tests", [entry, "__see"], prelude + changed.body + call)
    bounds = asserts.bounds
    return {
        "entry": entry,
        "harness": run + "\n\n" + HARNESS.replace("ENTRY", entry).lstrip(),
        "check": original + f"\n\n\ndef __check():\n    import random\n    random.seed(1)\n    __original({entry})\n    return __observe()\n",
        "tolerance": min(bounds) if bounds else None,
    }
`;

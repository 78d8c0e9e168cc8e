# SPDX-License-Identifier: MIT
"""Traefik's files as Traefik reads them: the templates of its dynamic configuration, and the rules of its routers.

Only what our files use; anything else is an error.
"""

import re

import yaml

from compose import ROOT

STATIC = ROOT / "packaging/traefik/traefik.yml"
DYNAMIC = sorted((ROOT / "packaging/traefik/dynamic").glob("*.yml"))

FUNCTIONS = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "and": lambda *values: next((value for value in values if not value), values[-1]),
    "splitList": lambda separator, text: text.split(separator),
    "trim": str.strip,
    "quote": lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"',
}


class Template:
    """Go's text/template, as far as it is needed: define, template, if, else, with, range, variables, pipes."""

    def __init__(self, text, environment):
        self._tokens = re.split(r"\{\{\s*(.*?)\s*\}\}", text)  # texts and actions in turn
        self._at = 0
        self._definitions = {}
        self._variables = {}
        self._functions = {**FUNCTIONS, "env": lambda name: environment.get(name, "")}
        self._body, ending = self._block()
        if ending is not None:
            raise ValueError(f"{ending} without a beginning")

    def render(self):
        return self._render(self._body, False)

    def _block(self):
        """Nodes until `else` or `end`, and which of them it was."""
        nodes = []
        while self._at < len(self._tokens):
            token, is_action = self._tokens[self._at], self._at % 2 == 1
            self._at += 1
            if not is_action:
                nodes.append(("text", token))
                continue
            word, _, rest = token.partition(" ")
            if word in ("else", "end"):
                return nodes, word
            if word == "define":
                self._definitions[rest.strip('"')] = self._block()[0]
            elif word in ("if", "with", "range"):
                body, ending = self._block()
                nodes.append((word, rest, body, self._block()[0] if ending == "else" else []))
            else:
                nodes.append(("action", token))
        return nodes, None

    def _render(self, nodes, dot):
        return "".join(self._render_one(node, dot) for node in nodes)

    def _render_one(self, node, dot):
        kind, text, *bodies = node
        if kind == "text":
            return text
        if kind == "range":
            return "".join(self._render(bodies[0], value) for value in self._value(text, dot))
        if kind in ("if", "with"):
            value = self._value(text, dot)
            return self._render(bodies[0], value if kind == "with" else dot) if value else self._render(bodies[1], dot)
        if text.startswith("template "):
            return self._render(self._definitions[text.split('"')[1]], False)
        if assignment := re.fullmatch(r"(\$\w+) :?= (.*)", text):
            self._variables[assignment[1]] = self._value(assignment[2], dot)
            return ""
        return self._value(text, dot)

    def _value(self, text, dot):
        words = re.findall(r'"[^"]*"|\(|\)|\||[^\s()|]+', text)
        value = self._pipe(words, dot)
        if words:
            raise ValueError(f"not understood: {words} in {text!r}")
        return value

    def _pipe(self, words, dot):
        value = self._call(words, dot, [])
        while words and words[0] == "|":
            words.pop(0)
            value = self._call(words, dot, [value])
        return value

    def _call(self, words, dot, last):
        if words[0] in self._functions:
            function = self._functions[words.pop(0)]
            arguments = []
            while words and words[0] not in (")", "|"):
                arguments.append(self._operand(words, dot))
            return function(*arguments, *last)
        return self._operand(words, dot)

    def _operand(self, words, dot):
        word = words.pop(0)
        if word == "(":
            value = self._pipe(words, dot)
            words.remove(")")
            return value
        if word.startswith('"'):
            return word[1:-1]
        return dot if word == "." else self._variables[word]


def dynamic(path, environment):
    return yaml.safe_load(Template(path.read_text(encoding="utf-8"), environment).render())


def configuration(environment):
    """All dynamic files together."""
    whole = {}
    for path in DYNAMIC:
        add(whole, dynamic(path, environment))
    return whole


def add(whole, part):
    for key, value in part.items():
        if isinstance(value, dict) and isinstance(whole.get(key), dict):
            add(whole[key], value)
        elif key in whole:
            raise ValueError(f"{key} is said twice")
        else:
            whole[key] = value


MATCHERS = {
    "Host": lambda host, path, value: host.lower() == value.lower(),
    "Path": lambda host, path, value: path == value,
    "PathPrefix": lambda host, path, value: path.startswith(value),
}


class Rule:
    """Whether a request is for a router."""

    def __init__(self, text):
        self._words = re.findall(r"\w+\(`[^`]*`\)|&&|\|\||!|\(|\)", text)
        if "".join(self._words) != text.replace(" ", ""):
            raise ValueError(f"not understood: {text}")
        self._matches = self._alternatives()
        if self._words:
            raise ValueError(f"not understood: {self._words} in {text}")

    def matches(self, host, path):
        return self._matches(host, path)

    def _alternatives(self):
        parts = [self._conjunction()]
        while self._words and self._words[0] == "||":
            self._words.pop(0)
            parts.append(self._conjunction())
        return lambda host, path: any(part(host, path) for part in parts)

    def _conjunction(self):
        parts = [self._term()]
        while self._words and self._words[0] == "&&":
            self._words.pop(0)
            parts.append(self._term())
        return lambda host, path: all(part(host, path) for part in parts)

    def _term(self):
        word = self._words.pop(0)
        if word == "!":
            inner = self._term()
            return lambda host, path: not inner(host, path)
        if word == "(":
            inner = self._alternatives()
            if self._words.pop(0) != ")":
                raise ValueError("a bracket stays open")
            return inner
        name, value = re.fullmatch(r"(\w+)\(`(.*)`\)", word).groups()
        return lambda host, path: MATCHERS[name](host, path, value)


def router_of(routers, entry_point, host, path):
    """The name of the router that takes a request, or None."""
    found = [(router["priority"], name) for name, router in routers.items()
             if entry_point in router["entryPoints"] and Rule(router["rule"]).matches(host, path)]
    return max(found)[1] if found else None

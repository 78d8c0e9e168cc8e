# SPDX-License-Identifier: MIT
"""Compose files as `docker compose config` reads them: variables, merging of several files, !reset and !override.

Only what our files use; anything else is an error, so that the tests never judge something else than what runs.
"""

import pathlib
import re

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEVELOPMENT = (ROOT / "docker-compose.yml",)
PRODUCTION = (ROOT / "docker-compose.yml", ROOT / "packaging/compose/production.yml")

VARIABLE = re.compile(r"\$(?:(?P<escaped>\$)|\{(?P<name>\w+))")


class Missing(Exception):
    """A variable without which nothing starts."""


class Tagged:
    def __init__(self, kind, value):
        self.kind = kind
        self.value = value


class Loader(yaml.SafeLoader):
    """Knows Compose's tags, and takes no key twice."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value if key.tag != "tag:yaml.org,2002:merge"]
        if len(keys) != len(set(keys)):
            raise ValueError(f"a key stands twice in {keys}")
        return super().construct_mapping(node, deep)


def construct_tagged(loader, suffix, node):
    if isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    elif isinstance(node, yaml.MappingNode):
        value = loader.construct_mapping(node, deep=True)
    else:
        value = loader.construct_yaml_null(node)
    return Tagged(suffix, value)


for tag in ("reset", "override"):
    Loader.add_constructor(f"!{tag}", lambda loader, node, tag=tag: construct_tagged(loader, tag, node))


def variables(text):
    """The names that a text refers to."""
    return {match["name"] for match in VARIABLE.finditer(text) if match["name"]}


def interpolate(text, environment):
    """${A}, ${A:-default}, ${A:?message}, ${A:+value}, all nested at will, and $$."""
    result = ""
    at = 0
    while match := VARIABLE.search(text, at):
        result += text[at:match.start()]
        if match["escaped"]:
            result += "$"
            at = match.end()
            continue
        end = closing_brace(text, match.end())
        operator, rest = text[match.end():match.end() + 2], text[match.end() + 2:end]
        value = environment.get(match["name"], "")
        if operator == ":-":
            value = value or interpolate(rest, environment)
        elif operator == ":+":
            value = value and interpolate(rest, environment)
        elif operator == ":?":
            if not value:
                raise Missing(f"{match['name']}: {rest}")
        elif match.end() != end:
            raise ValueError(f"unknown in {text!r}: {operator}")
        result += value
        at = end + 1
    if "$" in text[at:]:
        raise ValueError(f"a lonely $ in {text!r}")
    return result + text[at:]


def closing_brace(text, at):
    depth = 1
    while depth:
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
    return at - 1


def walk(value, change):
    """A copy with every text changed."""
    if isinstance(value, dict):
        return {key: walk(inner, change) for key, inner in value.items()}
    if isinstance(value, list):
        return [walk(inner, change) for inner in value]
    if isinstance(value, Tagged):
        return Tagged(value.kind, walk(value.value, change))
    return change(value) if isinstance(value, str) else value


def read(path):
    """One file as it stands."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


def plain(value):
    """Of one file alone, what is left when its tags have had their effect."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()
                if not (isinstance(inner, Tagged) and inner.kind == "reset")}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return plain(value.value) if isinstance(value, Tagged) else value


# Lists that are not lengthened but replaced, and those where an entry takes the place of an earlier one with the same key.
REPLACED = {"command", "entrypoint", "test"}
UNIQUE = {
    "volumes": lambda entry: entry.rsplit(":", 1)[0].rsplit(":", 1)[-1] if entry.endswith((":ro", ":rw"))
    else entry.rsplit(":", 1)[-1],
    "secrets": lambda entry: entry,
    "ports": lambda entry: entry,
    "networks": lambda entry: entry,
    "tmpfs": lambda entry: entry,
}


def merge(base, over, key=None):
    if isinstance(over, Tagged):
        return plain(over.value)
    if isinstance(base, dict) and isinstance(over, dict):
        result = dict(base)
        for name, value in over.items():
            if isinstance(value, Tagged) and value.kind == "reset":
                result.pop(name, None)
            else:
                result[name] = merge(base[name], value, name) if name in base else plain(value)
        return result
    if isinstance(base, list) and isinstance(over, list) and key not in REPLACED:
        if key not in UNIQUE:
            raise ValueError(f"how lists of {key} are merged is not known here")
        return [*{UNIQUE[key](entry): entry for entry in [*base, *over]}.values()]
    return plain(over)


def model(files, environment):
    """What Compose makes of the files with these variables."""
    merged = {}
    for path in files:
        merged = merge(merged, walk(read(path), lambda text: interpolate(text, environment)))
    return {key: value for key, value in merged.items() if not key.startswith("x-")}


def seconds(text):
    """Of a duration such as 1m30s."""
    units = {"ms": 0.001, "s": 1, "m": 60, "h": 3600}
    parts = re.findall(r"(\d+)(ms|s|m|h)", text)
    if "".join(map("".join, parts)) != text:
        raise ValueError(text)
    return sum(int(number) * units[unit] for number, unit in parts)

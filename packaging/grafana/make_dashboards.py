#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes dashboards/*.json, the form in which Grafana reads dashboards, one panel a line. They are made from source/*.py,
which is what people change; a test compares.

usage: make_dashboards.py [DIRECTORY]
"""

import importlib
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "source"))

NAMES = ["health", "performance", "scans", "redirects", "edge", "experience", "sla", "database"]


def one_a_line(value):
    """JSON whose lists of panels, variables and annotations have a line for each."""
    compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

    def members(key, item):
        if key in ("panels", "list") and isinstance(item, list) and item:
            return "[\n" + ",\n".join(compact(each) for each in item) + "\n]"
        if isinstance(item, dict) and "list" in item:
            return "{" + ",".join(f"{compact(name)}:{members(name, each)}" for name, each in item.items()) + "}"
        return compact(item)

    return "{\n" + ",\n".join(f"{compact(key)}:{members(key, item)}" for key, item in value.items()) + "\n}\n"


def dashboards():
    """{file name: text}"""
    return {f"{name}.json": one_a_line(importlib.import_module(name).DASHBOARD) for name in NAMES}


if __name__ == "__main__":
    directory = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "dashboards"
    for file_name, text in dashboards().items():
        (directory / file_name).write_text(text, encoding="utf-8")

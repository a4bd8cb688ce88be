"""The description of the API for people: one page made from OpenAPI, without scripts and without the network."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>The API of mtqa</title></head><body>"""
INTRODUCTION = (
    '<p>For programs: <a href="/api/openapi.json">OpenAPI</a>. Every error is '
    '<code>{"error": {"code": …, "message": …}}</code>.</p>'
)


def reference(openapi: dict[str, Any]) -> str:
    """The page. Its style is the browser's, since the content policy allows no style of its own."""
    version = escape(openapi["info"]["version"])
    parts = [HEAD, f"<h1>The API of mtqa {version}</h1>", INTRODUCTION]
    for path, operations in openapi["paths"].items():
        for method, operation in operations.items():
            parts += _operation(f"{method.upper()} {path}", operation)
    return "\n".join([*parts, "</body></html>"])


def _operation(title: str, operation: dict[str, Any]) -> Iterator[str]:
    yield f"<h2><code>{escape(title)}</code></h2>"
    yield f"<p>{escape(operation.get('description', ''))}</p>"
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        yield f"<details><summary>Body, <code>{escape(kind)}</code></summary>"
        yield f"<pre>{escape(json.dumps(content['schema'], ensure_ascii=False, indent=1))}</pre></details>"
    yield "<details><summary>Answers</summary><dl>"
    for status, answer in sorted(operation.get("responses", {}).items()):
        yield f"<dt>{escape(str(status))}</dt><dd>{escape(answer.get('description', ''))}</dd>"
    yield "</dl></details>"

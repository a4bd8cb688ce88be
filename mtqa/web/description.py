"""How the routes are described in OpenAPI: bodies that are JSON or a form, answers, and errors of one shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtqa.web.problems import SHAPE

if TYPE_CHECKING:
    from pydantic import BaseModel

REFUSALS = {
    400: "the body is not what it says it is",
    401: "the token is missing or wrong",
    403: "the request comes from another web site",
    409: "nobody waits for the answer any more",
    413: "the draft is too large or too long",
    415: "the body is neither JSON nor a form",
    421: "the server does not answer under that name",
    422: "the draft or a setting cannot be used",
    429: "too many requests wait; Retry-After says when to ask again",
    503: "the models are loading or missing",
    504: "the check took too long",
}


def body(model: type[BaseModel], *, form: bool = True) -> dict[str, Any]:
    """The description of a body: `model` as JSON, or a form with a file and the model's other fields as JSON."""
    schema = _inlined(model)
    content: dict[str, Any] = {"application/json": {"schema": schema}}
    if form:
        content["multipart/form-data"] = {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "string", "format": "binary", "description": "the draft"},
                    "source_file": {"type": "string", "format": "binary", "description": "its source, line by line"},
                    "options": {"type": "string", "description": "the other fields of the JSON body, as JSON"},
                },
            }
        }
    return {"requestBody": {"required": True, "content": content}}


def _inlined(model: type[BaseModel]) -> dict[str, Any]:
    """A JSON Schema without references to its own definitions, which have no place inside OpenAPI."""
    schema = model.model_json_schema()
    definitions = schema.pop("$defs", {})

    def resolved(value: Any) -> Any:
        if isinstance(value, dict):
            reference = value.get("$ref", "")
            if reference:
                return resolved(definitions[reference.rpartition("/")[2]])
            return {key: resolved(item) for key, item in value.items()}
        return [resolved(item) for item in value] if isinstance(value, list) else value

    result: dict[str, Any] = resolved(schema)
    return result


def documented(what: str, media_type: str = "application/json", missing: str = "") -> dict[int | str, dict[str, Any]]:
    """The answers of a route: what it gives (nothing, as 204, where `what` is empty), and every refusal.

    `missing` says when it is 404.
    """
    shape = {"type": "object"} if media_type == "application/json" else {"type": "string"}
    answers: dict[int | str, dict[str, Any]] = {204: {"description": "nothing: it is done"}}
    if what:
        answers = {200: {"description": what, "content": {media_type: {"schema": shape}}}}
    refusals = REFUSALS | ({404: missing} if missing else {})
    for status, words in refusals.items():
        answers[status] = {"description": words, "content": {"application/json": {"schema": SHAPE}}}
    return answers

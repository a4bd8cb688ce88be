"""Reads a request's body: JSON, or a form with a file. A file stays in memory; nothing is written to disk."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from mtqa.web.problems import Refusal, invalid

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

    from mtqa.web.settings import Settings

Body = TypeVar("Body", bound=BaseModel)


class _InMemory(MultiPartParser):
    """Keeps a file in memory up to the size that a request may have, which the guard has seen to."""

    spool_max_size = 1 << 40


async def parsed(request: Request, model: type[Body], settings: Settings) -> Body:
    """The body as `model`, which is a Submission or more. Raises Refusal for what is not."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return _validated(model, await request.body())
    if kind == "multipart/form-data":
        return _validated(model, json.dumps(await _form(request, settings)).encode())
    raise Refusal(415, "content-type", "send application/json, or multipart/form-data with the draft as 'file'")


def _validated(model: type[Body], body: bytes) -> Body:
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)
        if first[0]["type"] == "json_invalid":
            raise Refusal(400, "json", f"the body is not JSON: {first[0]['msg']}") from error
        raise Refusal(422, "invalid", invalid(first)) from error


async def _form(request: Request, settings: Settings) -> dict[str, Any]:
    """A form's draft as a submission: `file`, its source as `source_file`, the rest as JSON in `options`."""
    try:
        parser = _InMemory(
            request.headers, request.stream(), max_files=2, max_fields=20, max_part_size=settings.max_body
        )
        form = await parser.parse()
    except (MultiPartException, KeyError, UnicodeError) as error:
        raise Refusal(400, "form", f"the form cannot be read: {getattr(error, 'message', error)}") from error
    try:
        return await _values(form)
    finally:
        await form.close()


async def _values(form: FormData) -> dict[str, Any]:
    options = _options(form.get("options"))
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise Refusal(422, "invalid", "file: the form has no file of that name")
    values = options | {"data": base64.b64encode(await file.read()).decode("ascii")}
    values.setdefault("path", (file.filename or "draft.txt").replace("\\", "/").rpartition("/")[2] or "draft.txt")
    source = form.get("source_file")
    if isinstance(source, UploadFile):
        from mtqa.decoding import decode

        values["source"] = decode(await source.read(), source.filename or "source").text
    return values


def _options(given: object) -> dict[str, Any]:
    if given is None:
        return {}
    try:
        options = json.loads(given) if isinstance(given, str) else None
    except (ValueError, RecursionError) as error:
        raise Refusal(422, "invalid", f"options: is not JSON ({error})") from error
    if not isinstance(options, dict):
        raise Refusal(422, "invalid", "options: should be a JSON object")
    return options

"""Answers over HTTP: JSON, and for a refusal the status that belongs to its code."""

from typing import Any

import msgspec
from flask import Response

from restaurant.protocol.refusals import STATUS


def json_reply(value: Any, status: int | None = None) -> Response:
    """A document, an answer or a refusal; without a `status` 200, or what the refusal's code says."""
    if status is None:
        error = value.get("error") if isinstance(value, dict) else None
        status = STATUS[error] if error else 200
    return Response(msgspec.json.encode(value), status, mimetype="application/json")

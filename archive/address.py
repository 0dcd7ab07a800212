"""Turns the address of an archive into a URL. The password is recognised whatever characters it contains."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from gouji.schemas.errors import GoujiError

SERVER = ("postgresql", "postgres", "postgresql+psycopg")
SERVERLIKE = re.compile(r"postgres\w*:|.*\bpassword\s*=", re.DOTALL)
"""Text that was meant as a server address but is not one. It must not become a file name."""
QUERY = re.compile(r"\?(?=[A-Za-z_]+=)[^?]*$")
"""Options after an address. Any other question mark belongs to a password."""


def address_url(address: str | Path) -> URL:
    """Returns a URL of SQLite or PostgreSQL. GoujiError "archive_address" for any other kind.

    The last @ ends the password, so a password with characters that a URL would escape is taken as typed. A password
    among the options becomes the password of the URL.
    """
    scheme, separator, rest = str(address).partition("://")
    if not separator and SERVERLIKE.match(scheme):
        raise GoujiError("archive_address", path="postgresql")  # the text is not shown: it may contain a password
    if not separator:
        return URL.create("sqlite", database=str(Path(address).absolute()))
    try:
        if scheme in SERVER:
            return _with_password_from_options(make_url(f"postgresql+psycopg://{_quoted(rest)}"))
        if scheme == "sqlite":
            return make_url(str(address))
    except (ArgumentError, ValueError):
        pass
    raise GoujiError("archive_address", path=scheme)


def shown_url(url: URL) -> str:
    """A URL for messages: the path of a file, or the address of a server without its password and options."""
    if url.drivername.startswith("sqlite"):
        return url.database or ""
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def without_secrets(message: str, url: URL) -> str:
    """The text of a driver's message with every password of `url` removed."""
    for secret in (url.password, url.query.get("sslpassword")):
        if isinstance(secret, str) and secret:
            message = message.replace(secret, "***")
    return message


def _quoted(rest: str) -> str:
    """The part after the scheme, with each @ of the password escaped for a URL."""
    options = QUERY.search(rest)
    server, query = (rest[: options.start()], options[0]) if options else (rest, "")
    credentials, at, host = server.rpartition("@")
    if not at:
        return rest
    name, colon, password = credentials.partition(":")
    return f"{name}{colon}{password.replace('@', '%40')}@{host}{query}"


def _with_password_from_options(url: URL) -> URL:
    secret = url.query.get("password")
    if not secret:
        return url
    return url.difference_update_query(["password"]).set(password=secret if isinstance(secret, str) else secret[-1])

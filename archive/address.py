"""The address of an archive becomes a URL whose password is known for one, whatever signs it has."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from gouji.schemas.errors import GoujiError

SERVER = ("postgresql", "postgres", "postgresql+psycopg")
SERVERLIKE = re.compile(r"postgres\w*:|.*\bpassword\s*=", re.DOTALL)
"""What was meant for a server and is no address of one. It must not become the name of a file."""
QUERY = re.compile(r"\?(?=[A-Za-z_]+=)[^?]*$")
"""Options behind an address. Any other question mark belongs to a password."""


def address_url(address: str | Path) -> URL:
    """A URL of SQLite or PostgreSQL. GoujiError "archive_address" for another kind.

    The last @ ends the password: one with signs that a URL wants written otherwise is taken as it was typed. A password among
    the options becomes the password of the URL.
    """
    scheme, parted, rest = str(address).partition("://")
    if not parted and SERVERLIKE.match(scheme):
        raise GoujiError("archive_address", path="postgresql")  # not its words: a password may be among them
    if not parted:
        return URL.create("sqlite", database=str(Path(address).absolute()))
    try:
        if scheme in SERVER:
            return _options_taken(make_url(f"postgresql+psycopg://{_quoted(rest)}"))
        if scheme == "sqlite":
            return make_url(str(address))
    except (ArgumentError, ValueError):
        pass
    raise GoujiError("archive_address", path=scheme)


def shown_url(url: URL) -> str:
    """A URL for messages: the path of a file, or a server's address without password and options."""
    if url.drivername.startswith("sqlite"):
        return url.database or ""
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def without_secrets(words: str, url: URL) -> str:
    """What a driver said of a connection, with any password of `url` taken out."""
    for secret in (url.password, url.query.get("sslpassword")):
        if isinstance(secret, str) and secret:
            words = words.replace(secret, "***")
    return words


def _quoted(rest: str) -> str:
    """The part behind the scheme, with the @ of its password written as a URL wants it."""
    options = QUERY.search(rest)
    place, behind = (rest[: options.start()], options[0]) if options else (rest, "")
    who, found, where = place.rpartition("@")
    if not found:
        return rest
    name, colon, password = who.partition(":")
    return f"{name}{colon}{password.replace('@', '%40')}@{where}{behind}"


def _options_taken(url: URL) -> URL:
    secret = url.query.get("password")
    if not secret:
        return url
    return url.difference_update_query(["password"]).set(password=secret if isinstance(secret, str) else secret[-1])

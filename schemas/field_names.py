"""The names of the record's fields as a person reads them."""

from __future__ import annotations

from gouji.schemas.texts import LANGUAGES, has_text, names, text


def field_name(word: str, lang: str) -> str:
    """The display name in `lang` of the field that `word` names, by its key (spent) or by its display name in any
    language (实际支出); `word` itself if it names none.
    """
    if has_text(f"field.{word}"):
        return text(f"field.{word}", lang)
    known = (name for name in names("field") if any(text(f"field.{name}", each) == word for each in LANGUAGES))
    key = next(known, None)
    return text(f"field.{key}", lang) if key else word

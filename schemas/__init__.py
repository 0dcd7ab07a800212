"""The nouns of gouji: what a page, a glyph, a traced text and a report are. Imports nothing of the other rooms."""

from gouji.schemas.offline import stay_offline

stay_offline()

"""The data types of gouji: pages, glyphs, traced text, reports. Imports nothing from the other packages."""

from gouji.schemas.offline import stay_offline

stay_offline()

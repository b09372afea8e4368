"""Color profiles: their names, for people."""

import io

from PIL import ImageCms


def profile_name(profile: bytes | None) -> str:
    """The name that an ICC profile gives itself, e.g. ``Adobe RGB (1998)``; empty when there is none."""
    if profile is None:
        return ""
    try:
        return ImageCms.getProfileDescription(io.BytesIO(profile)).strip()  # type: ignore[arg-type]
    except (ImageCms.PyCMSError, OSError):
        return "unnamed profile"

"""The two views of a dual-pixel camera, which come as files of their own beside the photo.

Each pixel of such a camera sees through the left and the right half of the lens. What is in focus is in
the same place in both views, what is not is shifted; the photo is both together.
"""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from deblur_desktop.errors import WrongInput
from deblur_desktop.photo.files import open_photo
from deblur_desktop.photo.names import display_name
from deblur_desktop.photo.photo import Photo, Pixels


class Views(NamedTuple):
    """The files of the left and the right view."""

    left: Path
    right: Path


def with_views(photo: Photo, views: Views) -> Photo:
    """*photo* with its two views, each turned upright by its own orientation.

    Raises:
        PhotoError: A view cannot be read, or is damaged.
        WrongInput: It has another size than the photo.
    """
    return replace(
        photo, views=(_view(photo, "left", views.left), _view(photo, "right", views.right))
    )


def _view(photo: Photo, side: str, path: Path) -> Pixels:
    view = open_photo(path)
    if (view.height, view.width) != (photo.height, photo.width):
        sizes = f"{view.width} x {view.height}, not {photo.width} x {photo.height}"
        raise WrongInput(
            f"the {side} view has another size than the photo ({sizes}): {display_name(path)}",
            "save photo and views from the same shot, uncropped and turned alike",
        )
    return view.pixels

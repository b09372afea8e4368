"""Deblur Desktop: a blurred photo in, a sharp photo out, nothing else changed.

A `Photo` is pixels with a color profile and metadata. A `Recipe` says what to do to it. The plain
function `engine.restore.restore(photo, model, recipe)` gives a new photo. Architectures live one per
folder in `plugins/` and recognise a checkpoint by the names and shapes of its tensors.

Read the packages from the ground up: `errors`, `bundle` · `plugins` (the finder) · `photo`, `library`
· `diagnosis` · `recipe` · `engine` · `jobs`, `api` · `cli`. Each imports only what stands below it.
"""

__version__ = "0.1.0"

"""Photos: pixels with a color profile and metadata, from a file and back. No torch, no Qt.

A `Photo` (`photo.photo`) is what the rest of the program works on: upright, float32, as encoded in
its file. `open_photo` and `save_photo` (`photo.files`) are the two doors; both tell what they could
not keep.

Reading: `source` opens the file without ever waiting or writing; `formats` finds who knows its first
bytes; that module checks size and structure against `Limits` (`limits`) before it decodes into a
`Raster` (`raster`), samples as the file holds them. What is common to all formats happens then and once:
orientation, conversion to float, and `hygiene`, which drops metadata that are broken or huge.

Saving goes the other way and ends in `writer`, the only code that creates files where a person keeps
photos. It writes a hidden file, reads it back and gives it its name only if that name is free. `Saved`
tells what was found when the file was read back.

EXIF, XMP and IPTC are carried as blocks of bytes (`exif`, `ifd`, `xmp`) and are patched, not rewritten.
Results are named by `names`, folders are searched by `search`, and a new format is a new file in
`formats`. `region` holds boxes and soft masks, and `views` reads the two of a dual-pixel camera.
"""

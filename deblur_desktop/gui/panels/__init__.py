"""The panels beside the canvas, one module each.

Every panel shows one part of the current document and changes it by `Document.change`; none knows
another. `DocumentPanel` does what they share: it follows the session from photo to photo.
"""

"""What is wrong with a photo, and whether a restoration helped: numpy and OpenCV, no torch, no Qt.

- `blur.diagnose(photo)` tells the kind of blur (motion, defocus, sharp, or unsure), its length,
  direction and sureness, for the whole photo and as a coarse map.
- `sharpness.sharpness(pixels)` is one figure that rises with sharpness and not with noise.
- `improvement.compare(before, after)` measures whether a result is better than what it came from.

Diagnosis looks at some windows of the photo (`windows`), describes each by its spectrum and its
gradients (`features`), and has a small trained network read them (`network`). The network's weights
lie in ``resources/diagnosis`` and are made by ``packaging/train_diagnosis.py`` from sharp photos that
`crops` blurs by known kernels.
"""

"""The engine: torch, no window, no files but checkpoints.

How a photo is restored: `restore` asks `regions` which pixels are meant, adds a margin, and lets
`inference` run the model over it tile by tile, as `tiles` plans. `inference` also survives what a tile
can bring: too little memory, invalid pixels. `finish` then mixes the network's picture into the photo:
color lock, texture, strength, mask. What lies outside of the region comes out bit for bit.

How a checkpoint becomes a model: `weights` reads names and shapes from the file's header, `identify`
asks every `Architecture` (found by `deblur_desktop.plugins`) whether it is theirs, the one that says yes
builds the network on the meta device, and `model` lets it adopt the weights on a `device`.
What runs the model's tiles is one of `backends`; `tuning` measures which is faster on this processor.
`importing` brings files of other forms into safetensors, in a child process.

`cpu` holds the settings of the processor; call `cpu.prepare` before anything here is imported.
"""

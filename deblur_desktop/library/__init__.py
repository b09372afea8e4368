"""Which checkpoints exist, and which of them are here. Nothing in this package needs torch.

A **card** (`card.py`) says what is known about a checkpoint: cards come with plug-ins, in their
`models.toml`, and so a checkpoint is known before its file is. The **library** (`library.py`) joins the
cards with the files: the one shipped in `resources/models` and those that a person imported, which lie
in `models_folder()` as `<id>.safetensors` with their card `<id>.toml`. Checkpoints enter by
`engine.importing` only; `storage.py` writes them whole or not at all.

Published files are fetched here, too: `sources.py` knows the kinds of addresses, `download.py` fetches
over HTTP (`connection.py` asks, `answer.py` judges, `part.py` keeps), `npm.py` asks the client of that
registry, `members.py` takes a file out of an archive, and `seen.py` remembers hashes that nobody
published.
"""

"""What networks cost and what they reach, measured here and as it was published.

`variants.py` reads which networks there are and their published figures; `complexity.py` measures them,
each in a process of its own (`measuring.py`), so that the memory of one does not hide another's.
"""

"""Batches in the window.

A batch is its journal, which any process may read: the window shows it, whoever works on it, and tells
the worker what a person wants by writing into it. `Follower` reads what changed now and then, `Rows`
is that as a table, `BatchesDialog` shows it with all that can be done, `NewBatchDialog` begins one. The
work is done by a process behind the lane `batch`, as `deblur-desktop batch` does it.
"""

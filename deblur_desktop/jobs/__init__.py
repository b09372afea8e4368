"""Work on whole photos: `process` takes one from file to file, `receipt` tells what happened.

The order is: open, diagnose, choose a checkpoint, restore, compare, save, read back. Nothing is written
before the result is complete, and the original is only ever read.
"""

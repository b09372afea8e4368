"""The desktop around the window: what comes in from other programs, what goes out, what is told.

`offer` says what a drop or the clipboard holds, `intake` opens it: files where they lie, pictures
without a file as `pasted` photos in the program's own folder. `drop` shows where something may be
dropped, `clipboard` copies and pastes, `drag_out` gives a saved photo to other programs. `announcer`
tells of finished runs through `notification`, and `taskbar` shows their progress.

Nothing here may fail for want of a desktop: without a bus or a tray the program says nothing.
"""

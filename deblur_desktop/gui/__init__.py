"""The window: Qt, no torch, no threads, no work.

`document` is an open photo with everything a person did to it, as a chain of undoable states; it has no
widgets. `queue` holds the jobs of all documents and gives them to two `lane`s, each a worker process of
its own: files (open, diagnose, save) and engine (restore, import). A lane speaks `jobs.messages`, and
survives whatever happens to its process. Pixels never travel: both sides map the `jobs.workspace`.

`main_window` puts together the `canvas`, the `panels` and the `menus`; what a person can do stands in
the menus, which work with the parts on the `desk` and open the `dialogs`. The canvas is a `photo_view`
that takes mouse and keyboard, by `tools`. What it shows is a `scene`, which `pictures` and `overlays`
paint from `layers`; these come from a `pyramid` of halved pictures. `system` is the desktop around the
window, `memory` what is left of a session at the next start. `app` starts it all.
"""

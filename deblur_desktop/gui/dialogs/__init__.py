"""What opens beside the window, one module each.

All are modeless but the questions (`question`), which are asked once and name their verbs on the
buttons. `models` and `plugins` show what the library and the finder know; `settings` is drawn from the
table of `deblur_desktop.settings`; `shortcuts` and `palette` are drawn from the window's actions;
`crash` tells what a bug left behind. None computes: `hashing` reads files piece by piece.
"""

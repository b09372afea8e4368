"""The menus, one module each: what a person can do, under which keys, and why not now.

A menu makes its actions in the order in which it shows them, and registers each in `Actions`, where the
tool bar, the command palette and the shortcut sheet find it. To add a command, add it to the menu where
a person looks for it.
"""

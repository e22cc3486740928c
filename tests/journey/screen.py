"""The window as a screen reader sees it: found by names and roles, pressed, typed into, read."""

import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 20


def wait_for(what, question):
    """What the question answers, as soon as it answers anything; fails with a sentence otherwise."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            answer = question()
        except Exception:  # the tree changes under the reader
            answer = None
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError(f"{what} did not come")


def application(name):
    def find():
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child and child.get_name() == name and child.get_child_count() > 0:
                return child
        return None

    return wait_for(f"the application {name}", find)


def walk(node, depth=0):
    """Every node that is shown, the deeper ones first seen as they stand."""
    if node is None or depth > 60:
        return
    yield node
    for child in children(node, depth):
        yield from walk(child, depth + 1)


def children(node, depth):
    """Those that are shown; what goes away while it is asked is not."""
    try:
        every = [node.get_child_at_index(i) for i in range(node.get_child_count())]
    except GLib.Error:
        every = []
    for child in every:
        try:
            if child is not None and (
                depth < 2 or child.get_state_set().contains(Atspi.StateType.SHOWING)
            ):
                yield child
        except GLib.Error:
            continue


def text_of(node):
    """What stands in a field."""
    text = node.get_text_iface()
    return Atspi.Text.get_text(text, 0, -1) if text is not None else ""


def find(root, name, role=None):
    """The first node shown whose name or text begins so; a role narrows."""
    for node in walk(root):
        if role is not None and node.get_role_name() != role:
            continue
        if node.get_name().startswith(name) or text_of(node).startswith(name):
            return node
    return None


def expect(root, name, role=None):
    return wait_for(f"“{name}” ({role or 'anything'})", lambda: find(root, name, role))


def expect_gone(root, name):
    wait_for(f"the end of “{name}”", lambda: find(root, name) is None)


def press(node):
    for i in range(node.get_n_actions()):
        if node.do_action(i):
            return
    raise AssertionError(f"“{node.get_name()}” cannot be pressed")


def act(root, action):
    """An action of the window by its name, as its shortcut would run it."""
    for node in walk(root):
        for i in range(node.get_n_actions()):
            if node.get_action_name(i) == action:
                node.do_action(i)
                return
    raise AssertionError(f"there is no action {action}")


def type_into(node, text):
    assert node.get_editable_text_iface() is not None, f"“{node.get_name()}” takes no text"
    node.set_text_contents(text)


def dump(root):
    for node in walk(root):
        print("#", node.get_role_name(), repr(node.get_name()), repr(text_of(node)))

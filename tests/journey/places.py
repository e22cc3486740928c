#!/usr/bin/env python3
"""Every place of the window over the real accessibility bus: all that takes the focus has a name and
what is drawn by hand (calendar, board, chart of time, drawing of a process) is pressed by it."""

import datetime
import os
import subprocess
import sys

from screen import Atspi, act, application, dump, expect, find, press, text_of, wait_for, walk

CTL = os.environ["VORONKACTL"]
PROGRAM = os.environ["VORONKA"]
APPLICATION = "io.github.voronka_crm.Voronka"

# What only holds others and passes the focus on to them.
HOLDERS = {"scroll pane", "panel", "list"}
PRESSED = {"button", "toggle button", "radio button"}
DIALOGS = ["win.quick-task", "win.ask", "win.new", "win.import", "win.steps", "win.as-of",
           "win.shortcuts", "win.palette", "list.export", "list.columns"]  # fmt: skip


def ctl(*arguments):
    """Runs voronkactl; returns what it printed."""
    done = subprocess.run([CTL, *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, f"{arguments}: {done.stderr}"
    return done.stdout


def run_action(name, value=None):
    """An action of the program, as the desktop would run it."""
    command = ["gapplication", "action", APPLICATION, name] + ([f"'{value}'"] if value else [])
    subprocess.run(command, check=True, timeout=20)


def step(number, name):
    print(f"ok {number} - {name}", flush=True)


def is_part(node):
    """Whether the toolkit made a row of others of it, or put it into one to show its value."""
    if not is_role(node, "list item"):
        return False
    if any(is_role(child, "list item") and child.get_name() for child in walk(node)):
        return True
    while (node := node.get_parent()) is not None:
        if is_role(node, "list item") or is_role(node, "combo box"):
            return bool(node.get_name())
    return False


def name_around(node):
    """The name of what a nameless node stands in, and of what it holds, to find it by."""
    inner = next((child.get_name() for child in walk(node) if child.get_name()), "")
    while node is not None and not node.get_name():
        node = node.get_parent()
    return f"{node.get_name() if node is not None else ''} > {inner}"


def listen(window, where):
    """What a screen reader would have nothing to say of, or nothing to press on."""
    mute = []
    for node in walk(window):
        try:
            states = node.get_state_set()
            role = node.get_role_name()
            if not states.contains(Atspi.StateType.FOCUSABLE) or role in HOLDERS:
                continue
            if not (node.get_name() or text_of(node)) and not is_part(node):
                mute.append(f"{role} without a name in “{name_around(node)}”")
            elif (
                role in PRESSED
                and states.contains(Atspi.StateType.SENSITIVE)
                and node.get_n_actions() == 0
            ):
                mute.append(f"{role} “{node.get_name()}” that cannot be pressed")
        except Exception:  # it went away meanwhile
            continue
    assert not mute, f"{where}: " + "; ".join(sorted(set(mute)))


def is_role(node, role):
    return node.get_role_name() == role


def close_dialog(window):
    """Closes what stands before the window, as Escape would."""
    run_action("show", "today")
    wait_for("no dialog", lambda: not any(is_role(node, "dialog") for node in walk(window)))


def main():
    data = os.path.join(os.environ["XDG_DATA_HOME"], "voronka")
    ctl("new", os.path.join(data, "company.voronka"), "--country", "pl")
    company = ctl("add", "company", "name=Żubr Sp. z o.o.").split()[0]
    ctl("add", "deal", "name=Okna", f"company={company}", "value=1000")
    today = datetime.date.today().isoformat()
    ctl(
        "add", "activity", "title=Rozmowa", "kind=meeting", f"company={company}",
        f"start={today}T10:00", f"ends={today}T11:00", "responsible=1",
    )  # fmt: skip
    program = subprocess.Popen([PROGRAM], env={**os.environ, "G_DEBUG": "fatal-warnings"})
    try:
        run(application("voronka"), company)
        assert program.poll() is None, "the program went away"
    except AssertionError:
        try:
            dump(application("voronka"))
        except Exception as error:
            print("#", error)
        raise
    finally:
        program.terminate()
        program.wait(20)


def run(window, company):
    expect(window, "Today")
    for section in ["today", "companies", "contacts", "deals", "campaigns", "tasks", "calendar",
                    "processes", "documents", "products", "trash", "changed-since"]:  # fmt: skip
        run_action("show", section)
        expect(window, "Main Menu")
        listen(window, section)
    step(1, "whatever takes the focus in the sections has a name and can be pressed")

    for action in DIALOGS:
        run_action("show", "companies")
        expect(window, "Żubr Sp. z o.o.", "table row")
        act(window, action)
        wait_for(f"the dialog of {action}", lambda: any(is_role(n, "dialog") for n in walk(window)))
        listen(window, action)
        close_dialog(window)
    run_action("preferences")
    expect(window, "Who works at this computer")
    listen(window, "preferences")
    close_dialog(window)
    step(2, "so it has in the dialogs")

    run_action("show", "calendar")
    entry = expect(window, "Meeting, Rozmowa, Żubr Sp. z o.o.", "button")
    press(entry)
    press(expect(window, "Open", "button"))
    expect(window, "Record Menu", "toggle button")
    step(3, "an entry of the calendar is pressed and opened")

    run_action("show", "deals")
    before = stage_of_deals()
    act(expect(window, "Żubr Sp. z o.o., Okna", "grouping"), "card.forward")
    wait_for("the move", lambda: stage_of_deals() != before)
    act(window, "win.undo")
    wait_for("the undo", lambda: stage_of_deals() == before)
    act(expect(window, "Żubr Sp. z o.o., Okna", "grouping"), "card.open")
    expect(window, "Record Menu", "toggle button")
    step(4, "a card of the board is moved, moved back and opened")

    run_action("open-record", f"company:{company}")
    press(expect(window, "Start Sale", "button"))
    wait_for("the sale", lambda: len(ctl("list", "process_run", "--csv").splitlines()) > 1)
    run_action("show", "processes")
    press(expect(window, "Gantt Chart", "radio button"))
    bar = wait_for(
        "a bar",
        lambda: next(
            (
                node
                for node in walk(window)
                if is_role(node, "button") and "bar.open" in names_of_actions(node)
            ),
            None,
        ),
    )
    press(bar)
    expect(window, "Record Menu", "toggle button")
    listen(window, "the task of a bar")
    step(5, "a bar of the chart of time is pressed and opens its task")

    process = ctl("list", "process", "--csv", "--limit", "1").splitlines()[1].split(",")[0]
    run_action("open-record", f"process:{process}")
    drawing = expect(window, "The process, step by step")
    card = wait_for("a step", lambda: first_button(drawing))
    listen(window, "the drawing of a process")
    press(card)
    expect(window, "Step of a process")
    step(6, "a step is chosen in the drawing of a process")


def stage_of_deals():
    return ctl("list", "deal", "--columns", "stage", "--csv")


def names_of_actions(node):
    return [node.get_action_name(i) for i in range(node.get_n_actions())]


def first_button(root):
    return next((node for node in walk(root) if is_role(node, "button")), None)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Goes through the open program as a person would and takes a picture of every place: pages, views,
menus, popovers, dialogs, tabs of records, pages of the preferences.

  pictures.py DIR PREFIX WIDTHxHEIGHT LANGUAGE    called by screenshots, on its bus and display
"""

import gettext
import glob
import os
import re
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "journey"))
from screen import GLib, act, application, expect, find, wait_for, walk  # noqa: E402

APPLICATION = "io.github.voronka_crm.Voronka"
EDGE = 4
MOST_TABS = 8
folder, prefix, size, language = sys.argv[1:5]
width, height = map(int, size.split("x"))
catalogue = gettext.translation(
    "voronka", os.path.join(os.environ["VORONKA_PREFIX"], "share", "locale"), [language[:2]], fallback=True
)


def said(text, context=None):
    """A label as the window shows it."""
    words = catalogue.pgettext(context, text) if context else catalogue.gettext(text)
    return words.replace("_", "")


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, timeout=60).stdout


def tell(action, value=None):
    run("gapplication", "action", APPLICATION, action, *([f"'{value}'"] if value else []))
    time.sleep(0.7)


def key(*arguments):
    run("wtype", "-s", "60", *arguments)
    time.sleep(0.4)


def window():
    return application("voronka")


def take(name, seconds=0.5):
    """When nothing moves any more."""
    path = os.path.join(folder, f"{prefix}-{name}.png")
    last = None
    time.sleep(seconds)
    for _ in range(10):
        run("grim", "-g", f"{40 - EDGE},{40 - EDGE} {width + 2 * EDGE}x{height + 2 * EDGE}", path)
        with open(path, "rb") as file:
            now = file.read()
        if now == last:
            break
        last = now
        time.sleep(0.4)


def press(node):
    for i in range(node.get_n_actions()):
        if node.do_action(i):
            time.sleep(0.6)
            return
    node.grab_focus()
    key("-k", "Return")


def press_named(name, role, root=window):
    wait_for(name, lambda: press(find(root(), name, role)) is None)


def nodes(role):
    return wait_for(role, lambda: [node for node in walk(window()) if node.get_role_name() == role])


def do(action):
    """An action of the page or the window; the tree may change while it is looked for."""
    wait_for(action, lambda: act(window(), action) is None)
    time.sleep(0.4)


def leave():
    """Closes what stands before the pages."""
    key("-k", "Escape")
    tell("show", "today")


def take_action(action, name, section="companies"):
    tell("show", section)
    do(action)
    take(name, 0.8)
    leave()


def first_id(entity):
    files = [
        path
        for path in glob.glob(os.environ["XDG_DATA_HOME"] + "/voronka/**/*.voronka", recursive=True)
        if "backup" not in path
    ]
    lines = run("voronkactl", "list", entity, "--limit", "1", "--csv", "--file", files[0]).splitlines()
    return lines[1].split(",")[0] if len(lines) > 1 else None


# --- The places


def take_sections():
    for section in ("today", "companies", "contacts", "campaigns", "documents", "products"):
        tell("show", section)
        take(section, 0.8)
    for section, views in (
        ("deals", ("List", "Funnel", "Forecast", "Board")),
        ("tasks", ("List", "By Day")),
        ("processes", ("Gantt Chart", "Processes", "Under Way")),
    ):
        tell("show", section)
        for view in views:
            press_named(said(view, "view"), "radio button")
            take(f"{section}-{view.lower().replace(' ', '-')}", 1)


def take_calendar():
    tell("show", "calendar")
    for view in ("Month", "Day", "Agenda", "Week"):
        press_named(said(view, "calendar"), "radio button")
        take(f"calendar-{view.lower()}", 0.8)
    entry = next((one for one in nodes("button") if re.search(r"\d:\d\d", one.get_name())), None)
    if entry is not None:
        press(entry)
        take("calendar-entry")
        key("-k", "Escape")
    press_named(said("New Meeting"), "button")
    take("calendar-new")
    leave()


def take_menus():
    for name in ("Main Menu", "Who Works Here"):
        tell("show", "today")
        press_named(said(name), "toggle button")
        take("menu-" + name.split()[0].lower())
        key("-k", "Escape")
    tell("show", "companies")
    press_named(said("List Menu"), "toggle button")
    take("menu-list")
    leave()


def take_lists():
    for action in ("list.add-filter", "list.columns", "list.export", "list.duplicates"):
        take_action(action, action.replace(".", "-"))
    for action in ("list.debtors", "list.repeating"):
        take_action(action, action.replace(".", "-"), "documents")
    for action in ("list.set-field", "list.tags", "list.assign", "list.new-campaign",
                   "list.addresses"):  # fmt: skip
        tell("show", "companies")
        do("list.select-all")
        do(action)
        take("selected-" + action.split(".")[1], 0.8)
        leave()


def take_records():
    for entity in ("company", "contact", "deal", "person", "product", "campaign", "activity",
                   "document", "process_run", "process"):  # fmt: skip
        number = first_id(entity)
        if number is None:
            continue
        tell("open-record", f"{entity}:{number}")
        take(f"record-{entity}", 1)
        if entity == "process":
            continue
        for i in range(1, min(len(nodes("page tab")), MOST_TABS)):
            press(nodes("page tab")[i])
            take(f"record-{entity}-{i}", 0.8)
    for action in ("record.note", "record.envelope", "record.history", "record.rename"):
        tell("open-record", "company:2")
        do(action)
        take(action.replace(".", "-"), 0.8)
        leave()


def take_dialogs():
    for action in ("win.quick-task", "win.ask", "win.new-task", "win.steps", "win.as-of",
                   "win.shortcuts", "win.import", "win.palette"):  # fmt: skip
        take_action(action, action.replace(".", "-"))
    for section in ("companies", "contacts", "deals", "products", "campaigns", "processes"):
        take_action("win.new", f"new-{section}", section)
    for name in ("show-reminders", "about"):
        tell(name)
        take(name)
        leave()


def take_pages():
    for page in ("trash", "changed-since"):
        tell("show", page)
        take(page, 1)
    take_action("win.forms", "forms", "today")


def take_preferences():
    rows = ("People of the Company", "Reminders", "Calendar", ("Fields", "preferences"),
            "Dictionaries")  # fmt: skip
    tell("preferences")
    take("preferences")
    press_named(said("Your Data"), "page tab")
    take("preferences-data")
    leave()
    for row in rows:
        name, context = row if isinstance(row, tuple) else (row, None)
        tell("preferences")
        press_named(said(name, context), "list item", lambda: nodes("dialog")[-1])
        take("preferences-" + name.split()[0].lower(), 1)
        leave()


def main():
    expect(window(), said("Main Menu"))
    run("swaymsg", f'[app_id="{APPLICATION}"] resize set {width} {height}, move position 40 40')
    main_places = (take_sections, take_calendar)
    other_places = (take_menus, take_lists, take_records, take_dialogs, take_pages, take_preferences)
    only_main = os.environ.get("VORONKA_PLACES") == "main"
    for places in main_places if only_main else main_places + other_places:
        try:
            places()
        except (AssertionError, IndexError, GLib.Error) as error:
            print(f"{prefix}: {places.__name__}: {error}", file=sys.stderr)
            leave()


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""One sale from end to end in the real window, driven by accessible names beside the command line."""

import csv
import os
import subprocess
import sys
import tempfile

from notifications import Notifications
from screen import act, application, dump, expect, expect_gone, find, press, wait_for

CTL = os.environ["VORONKACTL"]
PROGRAM = os.environ["VORONKA"]
APPLICATION = "io.github.voronka_crm.Voronka"


def ctl(*arguments):
    """Runs voronkactl; returns what it printed."""
    done = subprocess.run([CTL, *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, f"{arguments}: {done.stderr}"
    return done.stdout


def open_record(subject):
    subprocess.run(
        ["gapplication", "action", APPLICATION, "open-record", f"'{subject}'"], check=True, timeout=20
    )


def step(number, name):
    print(f"ok {number} - {name}", flush=True)


def write_companies(path):
    """What another program might have written: semicolons, windows-1251, a title above the heading."""
    rows = [
        ["Клиенты на 23.11.2026", "", "", ""],
        ["Наименование", "ИНН", "Город", "Телефон"],
        ["ООО «Орион & <Строй>»", "7736050003", "Москва", "+7 (495) 123-45-67"],
        ["АО «Вега»", "7722698789", "Тула", "8 4872 11-22-33"],
        ["ИП Ковалёва Анна", "500110474504", "Мытищи", ""],
    ]
    with open(path, "w", encoding="cp1251", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def main():
    notifications = Notifications()
    data = os.path.join(os.environ["XDG_DATA_HOME"], "voronka")
    file = os.path.join(data, "company.voronka")
    ctl("new", file, "--country", "ru")
    own = ctl(
        "add", "company", "name=ООО «Северный ветер»", "type=my_company", "country=ru",
        "tax_number=7707083893", "kpp=770701001", "legal_address=101000, г. Москва, ул. Мира, 1",
    ).split()[0]
    ctl(
        "add", "bank_account", f"company={own}", "account=40702810138250123017", "bic=044525225",
        "bank=ПАО СБЕРБАНК г. Москва", "corr_account=30101810400000000225",
    )
    program = subprocess.Popen([PROGRAM], env={**os.environ, "G_DEBUG": "fatal-warnings"})
    try:
        run(application("voronka"), notifications, data)
    except AssertionError:
        try:
            dump(application("voronka"))
        except Exception as error:
            print("#", error)
        raise
    finally:
        program.terminate()
        program.wait(20)


def run(window, notifications, data):
    expect(window, "Today")
    step(1, "the window opens on the company file")

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "clients.csv")
        write_companies(path)
        ctl("import", "company", path)
    open_record("company:0")
    expect(window, "ООО «Орион & <Строй>»")
    step(2, "a file of another program comes in beside the open window, and the list follows")

    company = ctl("list", "company", "--search", "орион", "--columns", "name", "--csv").splitlines()
    assert len(company) == 2, company
    number = company[1].split(",")[0]
    open_record(f"company:{number}")
    expect(window, "7736050003")
    step(3, "the company found by a few letters is opened")

    deal = ctl("add", "deal", f"company={number}", "name=Окна", "value=40000.50", "currency=RUB").split()[0]
    open_record("deal:0")
    expect(window, "Окна")
    ctl("set", "deal", deal, "stage=Предложение")
    title = wait_for("the notification", lambda: notifications.received and notifications.received[-1])
    assert "Окна" in title[1] + title[2] and "Предложение" in title[1] + title[2], title
    step(4, "a deal moved by the command line is told on the desktop")

    actions = title[3]
    press_id = actions[0]
    notifications.press(title[0], press_id)
    expect(window, "ООО «Орион & <Строй>» · 40\u00a0000,50")
    step(5, "pressing the notification opens the deal")

    invoice = ctl("add", "document", "kind=invoice", f"company={number}", f"deal={deal}").split()[0]
    ctl(
        "add", "document_line", f"document={invoice}", "name=Окно ПВХ", "quantity=4", "price=10000.125",
        "unit=шт", "vat_rate=22",
    )
    open_record(f"document:{invoice}")
    button = expect(window, "Issue", "button")
    press(button)
    # The form has a place for the director's name, which the file did not bring.
    press(expect(window, "Issue Anyway", "button"))
    wait_for("the issue", lambda: '"signed"' in ctl("get", "document", invoice, "--json"))
    shown = ctl("get", "document", invoice, "--json")
    assert '"number":"1"' in shown and '"total":"40000.50"' in shown, shown
    step(6, "the invoice is issued in the window: number, lock and sum to the kopeck")

    pdf = os.path.join(data, "invoice.pdf")
    ctl("render", invoice, "--output", pdf)
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    for words in ["Счет на оплату", "40702810138250123017", "Орион & <Строй>", "Сорок тысяч рублей 50 копеек"]:
        assert words.lower().replace("ё", "е") in text.lower().replace("ё", "е"), (words, text)
    step(7, "its PDF says what the law and the client ask for")

    act(window, "win.undo")
    expect(window, "Issue", "button")
    step(8, "Undo takes the issue back")

    while True:
        done = subprocess.run([CTL, "undo"], capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            break
    open_record("company:0")
    expect_gone(window, "ООО «Орион & <Строй>»")
    assert find(window, "ООО «Орион") is None
    step(9, "and everything else, the import included")


if __name__ == "__main__":
    sys.exit(main())

"""Makes the pictures in docs/screenshots/ anew from the portal with the Programme's real record. Needs Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

# Name of the picture → path, size of the window, colour scheme, whole page or only what is first seen.
PICTURES = {
    "home-en": ("/en/", DESKTOP, "light", False),
    "home-en-dark": ("/en/", DESKTOP, "dark", False),
    "home-ru-phone": ("/ru/", PHONE, "light", False),
    "countries-en": ("/en/countries/", DESKTOP, "light", False),
    "country-fr": ("/fr/countries/kazakhstan/", DESKTOP, "light", False),
    "activities-en": ("/en/activities/?country=RS", DESKTOP, "light", False),
    "activities-ru-phone": ("/ru/activities/", PHONE, "light", False),
    "status-fr": ("/fr/status/2018-12-31/", DESKTOP, "light", False),
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address, seconds=30):
    until = time.monotonic() + seconds
    while True:
        try:
            return urllib.request.urlopen(address, timeout=5)  # noqa: S310 (our own server)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def take(address):
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        for name, (path, size, scheme, whole) in PICTURES.items():
            page = browser.new_page(viewport=size, color_scheme=scheme)
            page.goto(address + path, wait_until="networkidle")
            page.screenshot(path=FOLDER / f"{name}.png", full_page=whole)
            page.close()
            print(f"docs/screenshots/{name}.png")
        browser.close()


def main():
    if not shutil.which("chromium"):
        sys.exit("make screenshots needs Chromium: install the package chromium of your system.")
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"PORTAL_ENV": "development", "PORTAL_VAR": folder, "PORT": str(port)}
        manage = [sys.executable, str(ROOT / "manage.py")]
        subprocess.run([*manage, "prepare_run"], env=environment, check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen([*manage, "runserver", "--noreload", f"127.0.0.1:{port}"], env=environment)
        try:
            wait_for(f"http://127.0.0.1:{port}/health/ready")
            take(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait(timeout=10)


if __name__ == "__main__":
    main()

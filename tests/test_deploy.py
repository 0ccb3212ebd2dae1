"""What deploy/ and README tell an operator is true: every command, variable, file and number in them."""

import configparser
import os
import re
import runpy
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

from tests.test_project import BASE

DEPLOY = BASE / "deploy"
UNITS = sorted(path for path in (DEPLOY / "systemd").iterdir() if path.is_file())
COMMON = DEPLOY / "systemd" / "portal-.service.d" / "common.conf"
TOLD = [BASE / "README.md", DEPLOY / "README.md", DEPLOY / "sizing.md", *UNITS]
# What a unit may say, as systemd 252 knows it; `systemd-analyze verify` says the same, where there is one.
DIRECTIVES = {
    "Unit": "Description PartOf After Requires",
    "Install": "WantedBy",
    "Socket": "ListenStream SocketUser SocketGroup SocketMode Backlog",
    "Timer": "OnCalendar Persistent AccuracySec",
    "Service": """Type NotifyAccess ExecStart ExecReload KillMode TimeoutStopSec Restart RestartSec Nice
        IOSchedulingClass
        User Group WorkingDirectory EnvironmentFile StateDirectory StateDirectoryMode UMask NoNewPrivileges
        CapabilityBoundingSet ProtectSystem ProtectHome ProtectClock ProtectHostname ProtectControlGroups
        ProtectKernelLogs ProtectKernelModules ProtectKernelTunables ProtectProc PrivateTmp PrivateDevices
        LockPersonality RestrictAddressFamilies RestrictNamespaces RestrictRealtime RestrictSUIDSGID
        SystemCallArchitectures SystemCallFilter""",
}
CALENDAR = re.compile(r"minutely|\*-\*-\* \d\d:\d\d")
COMMAND = re.compile(r"(?:manage\.py|portal-manage) ([a-z_]+)((?: +(?:--?[\w-]+(?:=\S+)?|[\w./:<>-]+))*)")


def parts_of(path):
    """The sections of a unit. What is said twice under one name is kept as a list."""
    parts, section = {}, None
    for line in path.read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            section = parts.setdefault(heading[1], {})
            continue
        name, equals, value = line.partition("=")
        assert equals, f"{path.name}: {line}"
        section.setdefault(name, []).append(value)
    return parts


def commands_told():
    for path in TOLD:
        text = path.read_text().replace("\\\n", " ")
        for command, arguments in COMMAND.findall(text):
            yield path.name, command, arguments.split()


def test_every_command_that_is_named_exists_with_its_options():
    known = get_commands()
    told = list(commands_told())
    for place, command, arguments in told:
        assert command in known, f"{place}: {command}"
        options = load_command_class(known[command], command).create_parser("manage.py", command)._option_string_actions
        for argument in arguments:
            if argument.startswith("-"):
                assert argument.partition("=")[0] in options, f"{place}: {command} {argument}"
    assert {"backup", "restore", "check_backup", "release_messages", "send_reminders"} <= {one for _, one, _ in told}


def test_every_variable_that_is_named_is_read():
    example = set(re.findall(r"^#?([A-Z_]+)=", (BASE / ".env.example").read_text(), re.MULTILINE))
    (gunicorn,) = re.findall(r'os\.environ\.get\("([A-Z_]+)"\)', (DEPLOY / "gunicorn.conf.py").read_text())
    for path in (DEPLOY / "README.md", DEPLOY / "sizing.md"):
        named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`", path.read_text()))
        named |= set(re.findall(r"(?:^|export |\s)([A-Z]+(?:_[A-Z]+)+)=", path.read_text()))
        assert named - example == {gunicorn} & named, path.name


def test_every_file_that_is_named_is_there():
    text = (DEPLOY / "README.md").read_text()
    for name in re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(r"\bdeploy/[\w./-]*\w", text):
        path = BASE / name if name.startswith("deploy/") else DEPLOY / name
        assert path.exists(), name
    for name in re.findall(r"\bportal-\w+\.(?:service|socket|timer)|\bportal\.target", text):
        assert (DEPLOY / "systemd" / name).is_file(), name
    assert os.access(DEPLOY / "portal-manage", os.X_OK)


@pytest.mark.parametrize("path", [*UNITS, COMMON], ids=lambda path: path.name)
def test_units_say_what_systemd_knows(path):
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.read_string(path.read_text())

    for section, said in parts_of(path).items():
        assert set(said) <= set(DIRECTIVES[section].split()), path.name
    if path != COMMON:
        assert parser["Unit"]["Description"]


def test_every_timer_has_its_service_and_a_time():
    timers = [path for path in UNITS if path.suffix == ".timer"]
    assert {path.stem for path in timers} == {"portal-messages", "portal-reminders", "portal-nightly", "portal-backup"}
    for path in timers:
        said = parts_of(path)
        (when,) = said["Timer"]["OnCalendar"]
        assert CALENDAR.fullmatch(when), path.name
        assert said["Install"]["WantedBy"] == ["portal.target"]
        assert parts_of(path.with_suffix(".service"))["Service"]["Type"] == ["oneshot"]


def test_services_run_what_the_portal_has():
    """As a user of their own, and able to write where the portal writes and nowhere else."""
    common = parts_of(COMMON)["Service"]
    assert common["User"] == ["portal"]
    assert common["NoNewPrivileges"] == common["PrivateTmp"] == common["ProtectHome"] == ["yes"]
    assert common["ProtectSystem"] == ["strict"]
    for path in UNITS:
        if path.suffix == ".service":
            assert path.name.startswith("portal-")  # else the common part does not hold for it
            for command in parts_of(path)["Service"]["ExecStart"]:
                program, first, *_more = command.split()
                assert program.removeprefix("/opt/portal/current/.venv/bin/") in {"python", "gunicorn"}
                assert first in {"manage.py", "-c"}


def test_backups_are_written_where_their_service_may_write():
    said = parts_of(DEPLOY / "systemd" / "portal-backup.service")["Service"]
    (command,) = said["ExecStart"]

    assert f"backup /var/lib/{said['StateDirectory'][0]} --keep" in command


def directives(path):
    """The lines of an nginx file, each as words; braces stand for themselves and must pair."""
    text = re.sub(r"#.*", "", path.read_text())
    depth, found = 0, []
    for piece in re.findall(r"[^;{}]+[;{]|\}", text):
        depth += piece.endswith("{") - (piece == "}")
        assert depth >= 0, path.name
        if piece != "}":
            found.append(piece.rstrip(";{").split())
    assert depth == 0, path.name
    assert re.sub(r"[^;{}]+[;{]|\}", "", text).strip() == "", path.name
    return found


def seconds(text):
    return int(text.removesuffix("s"))


def test_the_proxy_says_and_allows_what_the_portal_expects():
    site, proxy = (directives(DEPLOY / "nginx" / name) for name in ("portal.conf", "portal-proxy.conf"))
    headers = {line[1]: line[2] for line in proxy if line[0] == "proxy_set_header"}
    assert headers["X-Forwarded-Proto"] == "$scheme"
    assert headers["X-Real-IP"] == "$remote_addr"
    assert headers["Host"] == "$host"
    (limit,) = [line[1] for line in site if line[0] == "client_max_body_size"]
    assert int(limit.removesuffix("m")) * 1024 * 1024 > 3 * settings.UPLOAD_MAX_BYTES
    gunicorn = runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))
    (waits,) = [line[1] for line in proxy if line[0] == "proxy_read_timeout"]
    assert seconds(waits) > gunicorn["timeout"] > gunicorn["graceful_timeout"]
    socket = parts_of(DEPLOY / "systemd" / "portal-web.socket")["Socket"]["ListenStream"]
    assert ["server", f"unix:{socket[0]}", "fail_timeout=0"] in site
    passing = [line for line in site if line[0] == "proxy_pass"]
    assert len(passing) == len([line for line in site if line[0] == "include"]) == 2
    assert ["location", "/health/"] in site


def test_gunicorn_knows_its_settings():
    from gunicorn.config import KNOWN_SETTINGS

    known = {setting.name for setting in KNOWN_SETTINGS}
    said = {name for name in runpy.run_path(str(DEPLOY / "gunicorn.conf.py")) if not name.startswith("_")} - {"os"}

    assert said <= known
    assert {"workers", "timeout", "bind"} <= said


def test_files_of_readme_are_found_from_it():
    text = (BASE / "README.md").read_text()

    assert "](deploy/README.md)" in text
    assert Path(DEPLOY / "sizing.md").is_file()

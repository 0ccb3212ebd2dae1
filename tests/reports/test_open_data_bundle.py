"""Dated bundles: everything, the same bytes for the same record, never changed afterwards."""

import csv
import io
import json
import zipfile
from datetime import date
from hashlib import sha256

import pytest
from django.core.management import CommandError, call_command

from programme.models import RecordVersion
from reports.open_data import bundle as bundles
from reports.open_data.bundle import BundleExists, bundle_bytes, make_bundle
from reports.open_data.datasets import DATASETS
from tests.factories import activity, claim, document
from tests.pages import small_record

pytestmark = pytest.mark.django_db
BASE = "http://testserver/"
DAY = date(2026, 11, 24)
ADDRESS = "/en/data/bundles/programme-record-2026-11-24.zip"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    small_record()


def opened(content):
    bundle = zipfile.ZipFile(io.BytesIO(content))
    assert bundle.testzip() is None
    return {name: bundle.read(name) for name in bundle.namelist()}


def test_bundle_holds_every_list_whole(visitor):
    for number in range(60):
        document(f"page-{number}", is_reference=True)
    files = opened(bundle_bytes(BASE))
    listed = {f"{dataset.name}.{ending}" for dataset in DATASETS for ending in ("json", "csv")}
    assert set(files) == listed | {"README.txt", "SHA256SUMS", "openapi.json"}
    for dataset in DATASETS:
        content = json.loads(files[f"{dataset.name}.json"])
        rows = list(csv.reader(io.StringIO(files[f"{dataset.name}.csv"].decode("utf-8-sig"), newline="")))
        assert content["count"] == len(content["results"]) == len(rows) - 1
        asked = visitor.get(f"/api/v1/{dataset.name}/", {"page_size": 200}).json()["results"]
        if dataset.name != "documents":
            assert content["results"] == asked
    documents = json.loads(files["documents.json"])["results"]
    assert [one["slug"] for one in documents if one["slug"] == "page-59"]
    assert json.loads(files["countries.json"])["record_version"] == RecordVersion.current()


def test_checksums_are_right():
    content = bundle_bytes(BASE)
    files = opened(content)
    sums = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: sha256(one).hexdigest() for name, one in files.items()}
    made, _is_new = make_bundle(BASE, DAY)
    assert made.checksum == sha256(content).hexdigest()
    beside = made.path.with_name(f"{made.name}.sha256").read_text()
    assert beside == f"{made.checksum}  {made.name}\n"


def test_same_record_gives_the_same_bytes_and_another_one_others():
    before = bundle_bytes(BASE)
    assert bundle_bytes(BASE) == before
    document("new")
    assert bundle_bytes(BASE) != before


def test_readme_says_as_of_when_and_that_no_licence_is_decided():
    readme = opened(bundle_bytes(BASE))["README.txt"].decode()
    moment = RecordVersion.objects.get().changed_at
    assert f"{moment:%Y-%m-%dT%H:%M:%S}+00:00" in readme
    assert "not yet decided" in readme
    assert BASE in readme


def test_what_is_not_published_is_in_no_bundle():
    hidden = activity("Secret plan", slug="secret-plan", is_published=False)
    activity("Part", parent=hidden)
    claim(hidden, "end", "2031-03")
    for name, content in opened(bundle_bytes(BASE)).items():
        assert b"secret plan" not in content.lower(), name
        assert b"secret-plan" not in content.lower(), name
        assert b"2031-03" not in content, name


def test_bundle_of_a_day_never_changes():
    first, is_new = make_bundle(BASE, DAY)
    content = first.path.read_bytes()
    assert is_new
    assert make_bundle(BASE, DAY) == (first, False)
    document("new")
    with pytest.raises(BundleExists):
        make_bundle(BASE, DAY)
    assert first.path.read_bytes() == content
    later, is_new = make_bundle(BASE, date(2026, 11, 25))
    assert is_new
    assert [one.name for one in bundles.bundles()] == [later.name, first.name]
    assert {path.name for path in first.path.parent.iterdir()} == {
        name for one in (first, later) for name in (one.name, f"{one.name}.sha256")
    }


def test_bundle_cut_off_before_its_checksum_is_made_whole():
    made, _is_new = make_bundle(BASE, DAY)
    made.path.with_name(f"{made.name}.sha256").unlink()
    assert bundles.bundles() == []
    assert make_bundle(BASE, DAY) == (made, False)
    assert bundles.bundles() == [made]


def test_record_that_changes_meanwhile_is_read_again(monkeypatch):
    read, times = bundles._files, []

    def changing(*arguments):
        files = read(*arguments)
        if not times:
            document("meanwhile")
        times.append(arguments)
        return files

    monkeypatch.setattr(bundles, "_files", changing)
    assert b"meanwhile" in opened(bundle_bytes(BASE))["documents.json"]
    assert len(times) == 2


def test_command_makes_the_bundle_of_today(capsys):
    call_command("make_bundle", address="https://portal.example.org")
    (made,) = bundles.bundles()
    assert b"https://portal.example.org/en/countries/serbia/" in opened(made.path.read_bytes())["countries.json"]
    assert made.checksum in capsys.readouterr().out
    call_command("make_bundle", address="https://portal.example.org/")
    assert "There already, the same" in capsys.readouterr().out
    document("new")
    with pytest.raises(CommandError, match="a bundle never changes"):
        call_command("make_bundle", address="https://portal.example.org/")
    with pytest.raises(CommandError, match="--address"):
        call_command("make_bundle", address="portal.example.org")


# The page and the files


def test_bundle_is_listed_and_served_with_its_checksum(visitor):
    assert "No bundle has been made yet" in visitor.get("/en/data/").content.decode()
    made, _is_new = make_bundle(BASE, DAY)
    page = visitor.get("/en/data/").content.decode()
    assert ADDRESS in page
    assert made.checksum in page
    answer = visitor.get(ADDRESS)
    assert b"".join(answer.streaming_content) == made.path.read_bytes()
    assert "immutable" in answer["Cache-Control"]
    assert answer["Content-Type"] == "application/zip"
    assert visitor.get(ADDRESS, headers={"if-none-match": answer["ETag"]}).status_code == 304
    checksum = visitor.get(f"{ADDRESS}.sha256")
    assert checksum.content.decode() == f"{made.checksum}  {made.name}\n"
    in_russian = visitor.get(ADDRESS.replace("/en/", "/ru/"))
    assert b"".join(in_russian.streaming_content) == made.path.read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "../secret.zip",
        "..%2Fsecret.zip",
        "%2e%2e%2fsecret.zip",
        "..\\secret.zip",
        "%2Fetc%2Fpasswd",
        "secret.zip",
        "programme-record-2026-11-24.zip%2F..%2Fsecret.zip",
        "programme-record-2026-11-24.zip%00",
        "programme-record-2026-11-24.zip%0A",
        "programme-record-2026-11-23.zip",
        "programme-record-2026-11-23.zip.sha256",
        "programme-record-2026-11-24.zip.sha256.sha256",
        "programme-record-٢٠٢٦-11-24.zip",
        ".sha256",
    ],
)
def test_name_leads_to_bundles_and_nowhere_else(visitor, tmp_path, name):
    make_bundle(BASE, DAY)
    for secret in (tmp_path / "secret.zip", tmp_path / "bundles" / "secret.zip"):
        secret.write_text("secret")
        secret.with_name("secret.zip.sha256").write_text("0  secret.zip")
    answer = visitor.get(f"/en/data/bundles/{name}")
    assert answer.status_code == 404
    assert b"root:" not in answer.content

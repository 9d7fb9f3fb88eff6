"""Roster files as people really save them: Excel, csv in several encodings, zip."""

import csv
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook

from domain.roster_file import (
    NotARoster,
    RawRow,
    RosterFileMissing,
    RosterFileTooLarge,
    UnreadableEncoding,
)
from storage import sheets
from storage.sheets import read_roster_file

UNITS = "code,name,kind,parent_code\nS,龙洞小学,school,\n"


def folder(path: Path, **files: bytes) -> Path:
    path.mkdir()
    for name, data in files.items():
        (path / f"{name}.csv").write_bytes(data)
    return path


def rows(path: Path, sheet: str = "units") -> tuple[RawRow, ...]:
    (table,) = [table for table in read_roster_file(path).tables if table.sheet == sheet]
    return table.rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_csv_is_read_in_every_encoding_schools_save(tmp_path: Path, encoding: str) -> None:
    path = folder(tmp_path / "csv", units=UNITS.encode(encoding))
    (table,) = read_roster_file(path).tables
    assert table.headings == ("code", "name", "kind", "parent_code")
    assert table.rows == (RawRow(2, ("S", "龙洞小学", "school")),)


def test_rare_characters_survive_gb18030(tmp_path: Path) -> None:
    text = UNITS.replace("龙洞小学", "𬱖䶮㛃𫖯𬭎")
    assert rows(folder(tmp_path / "a", units=text.encode("gb18030")))[0].cells[1] == "𬱖䶮㛃𫖯𬭎"
    assert rows(folder(tmp_path / "b", units=text.encode()))[0].cells[1] == "𬱖䶮㛃𫖯𬭎"


def test_an_unknown_encoding_is_said_with_the_name_of_the_file(tmp_path: Path) -> None:
    path = folder(tmp_path / "csv", units=UNITS.encode(), pupils=b"number,name\n1,\xff\xff\xff\n")
    with pytest.raises(UnreadableEncoding) as caught:
        read_roster_file(path)
    assert caught.value.file == "pupils.csv"


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_excel_saves_other_separators_too(tmp_path: Path, separator: str) -> None:
    path = folder(tmp_path / "csv", units=UNITS.replace(",", separator).encode())
    assert rows(path) == (RawRow(2, ("S", "龙洞小学", "school")),)


def test_lines_are_counted_as_an_editor_shows_them(tmp_path: Path) -> None:
    text = 'code,name\r\n\r\nS1,"一\n二"\r\n,,\r\n S2 , 三 ,,\r\n'
    path = folder(tmp_path / "csv", units=text.encode())
    assert rows(path) == (RawRow(3, ("S1", "一\n二")), RawRow(6, ("S2", "三")))


def test_a_quote_that_never_closes_does_not_swallow_the_rest(tmp_path: Path) -> None:
    path = folder(tmp_path / "csv", units=(UNITS + 'S2,"石桥,school,\nS3,柳坝,school,\n').encode())
    with pytest.raises(NotARoster):
        read_roster_file(path)


def write_zip(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_a_zip_of_csv_is_read_wherever_its_files_lie(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path / "roster.zip",
        **{
            "花名册/units.csv": UNITS.encode(),
            "../../pupils.CSV": b"number,name\n1,a\n",
            "__MACOSX/._units.csv": b"\0",
            "read me.txt": b"?",
        },
    )
    assert [table.sheet for table in read_roster_file(path).tables] == ["pupils", "units"]
    assert [file.name for file in tmp_path.iterdir()] == ["roster.zip"]
    assert not (tmp_path.parent / "pupils.CSV").exists()


def test_a_zip_made_by_windows_has_chinese_names(tmp_path: Path) -> None:
    plain = write_zip(tmp_path / "plain.zip", **{"XXXX.csv": UNITS.encode()}).read_bytes()
    path = tmp_path / "windows.zip"
    path.write_bytes(plain.replace(b"XXXX", "单位".encode("gbk")))
    assert [table.sheet for table in read_roster_file(path).tables] == ["单位"]


def test_a_zip_that_unpacks_too_large_is_refused_before_unpacking(tmp_path: Path) -> None:
    bomb = b"0" * (sheets.MOST_BYTES + 1)
    path = write_zip(tmp_path / "roster.zip", **{"units.csv": UNITS.encode(), "x.csv": bomb})
    assert path.stat().st_size < 1_000_000
    with pytest.raises(RosterFileTooLarge):
        read_roster_file(path)
    with pytest.raises(RosterFileTooLarge):
        read_roster_file(path.rename(tmp_path / "roster.xlsx"))


def test_a_zip_that_lies_about_its_size_gives_no_more_than_it_declared(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "roster.zip", **{"units.csv": UNITS.encode() * 1000})
    size = len(UNITS.encode() * 1000).to_bytes(4, "little")
    lie = path.read_bytes().replace(size, (40).to_bytes(4, "little"))
    path.write_bytes(lie)
    with pytest.raises(NotARoster):
        read_roster_file(path)


def test_a_zip_of_too_many_files_is_refused(tmp_path: Path) -> None:
    files = {f"{number}.csv": b"" for number in range(sheets.MOST_FILES)}
    path = write_zip(tmp_path / "roster.zip", **{"units.csv": UNITS.encode()}, **files)
    with pytest.raises(RosterFileTooLarge):
        read_roster_file(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RosterFileMissing) as caught:
        read_roster_file(tmp_path / "花名册.xlsx")
    assert caught.value.file == "花名册.xlsx"


@pytest.mark.parametrize("name", ["roster.pdf", "roster.xls", "roster.xlsx", "roster.zip"])
def test_what_is_no_roster_is_said(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"%PDF-1.7 this is something else")
    with pytest.raises(NotARoster):
        read_roster_file(path)


def test_a_zip_that_only_looks_like_a_workbook(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "roster.xlsx", **{"units.csv": UNITS.encode()})
    with pytest.raises(NotARoster):
        read_roster_file(path)


def test_a_broken_workbook(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx").read_bytes()
    parts = {}
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:-200]
    with pytest.raises(NotARoster):
        read_roster_file(write_zip(tmp_path / "bad.xlsx", **parts))


def test_without_units_it_is_no_roster(tmp_path: Path) -> None:
    with pytest.raises(NotARoster):
        read_roster_file(folder(tmp_path / "csv", pupils=b"number\n1\n"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotARoster):
        read_roster_file(tmp_path / "empty")


def workbook(path: Path) -> Path:
    """What schools do in Excel: numbers for codes, real dates, formulas."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = " 单位 "
    page.append(["代码", "名称", "类别", "上级代码"])
    page.append([7.0, " 龙洞小学 ", 13800000000, datetime(2026, 11, 23, tzinfo=UTC).date()])
    page.append([2026000001, True, 1.5, datetime(2026, 11, 23)])  # noqa: DTZ001
    page.append([])
    page.append([7, None, "１３８", datetime(2026, 11, 23, 8, 30)])  # noqa: DTZ001
    page["A5"].number_format = "0000"
    book.save(path)
    return path


def test_numbers_and_days_of_excel_are_read_as_they_are_seen(tmp_path: Path) -> None:
    assert rows(workbook(tmp_path / "roster.xlsx"), "单位") == (
        RawRow(2, ("7", "龙洞小学", "13800000000", "2026-11-23")),
        RawRow(3, ("2026000001", "True", "1.5", "2026-11-23")),
        RawRow(5, ("0007", "", "１３８", "2026-11-23T08:30:00")),
    )


def test_formulas_are_never_evaluated(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("units")
        page.write_row(0, 0, ["code", "name"])
        page.write_formula(1, 0, "=1+1", value="S9")
        page.write_string(1, 1, "=1+1")
    assert rows(path) == (RawRow(2, ("S9", "=1+1")),)


def test_an_endless_sheet_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    lines = io.StringIO()
    csv.writer(lines).writerows([["code"], *([str(number)] for number in range(4))])
    with pytest.raises(RosterFileTooLarge):
        read_roster_file(folder(tmp_path / "csv", units=lines.getvalue().encode()))

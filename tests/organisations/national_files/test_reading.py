import pytest

from partnership.organisations.national_files.reading import FileNotFound, NotCsv, WrongHeader, read


@pytest.fixture
def written(tmp_path):
    def write(content: bytes):
        path = tmp_path / "file.csv"
        path.write_bytes(content)
        return path

    return write


def test_read_of_a_file_with_a_mark_at_its_start_knows_the_first_column(written):
    (line,) = read(written("\ufeffcode,name\r\nRV5,Camberwell\r\n".encode()), ["code"])
    assert line.cells == {"code": "RV5"}


def test_read_of_a_file_in_windows_letters_keeps_the_apostrophe(written):
    (line,) = read(written(b"code,name\nRQY,St George\x92s caf\xe9\n"), ["name"])
    assert line.cells == {"name": "St George’s café"}


def test_read_over_blank_lines_keeps_the_number_of_the_line(written):
    lines = read(written(b"code\nA\n\n\nB\n"), ["code"])
    assert [line.number for line in lines] == [2, 5]


def test_read_of_a_row_with_too_few_or_too_many_cells_says_so(written):
    lines = read(written(b"code,name\nA\nA,B\nA,B,C\n"), ["code"])
    assert [line.is_whole for line in lines] == [False, True, False]


def test_read_of_a_file_with_another_header_is_refused_with_what_is_missing(written):
    with pytest.raises(WrongHeader, match="must name the columns code, lat. It has no lat"):
        list(read(written(b"code,latitude\nA,51\n"), ["code", "lat"]))


@pytest.mark.parametrize("content", [b"", b"\n", b"\x00\x00", b"\x89PNG\r\n\x1a\n\x00"])
def test_read_of_what_is_no_csv_is_refused(written, content):
    with pytest.raises((WrongHeader, NotCsv)):
        list(read(written(content), ["code"]))


def test_read_of_a_cell_without_end_is_refused_with_its_line(written):
    with pytest.raises(NotCsv, match="from line 3"):
        list(read(written(b'code\nA\n"' + b"x" * 200_000), ["code"]))


def test_read_of_no_file_is_refused(tmp_path):
    with pytest.raises(FileNotFound, match="There is no file"):
        list(read(tmp_path / "none.csv", ["code"]))


def test_read_gives_rows_before_it_has_read_the_file(written):
    lines = read(written(b"code\n" + b"A\n" * 100_000), ["code"])
    assert next(lines).number == 2

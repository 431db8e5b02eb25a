from slp_portal.assets import write_assets


def test_assets_written_ask_nobody_else_for_anything(tmp_path):
    write_assets(tmp_path)

    css = (tmp_path / "nhsuk" / "nhsuk.min.css").read_text()
    assert ".nhsuk-button" in css
    assert "@font-face" not in css
    assert "http" not in css
    assert "sourceMappingURL" not in css + (tmp_path / "nhsuk" / "nhsuk.min.js").read_text()


def test_assets_written_again_are_left_alone(tmp_path):
    write_assets(tmp_path)
    written = (tmp_path / "nhsuk" / "nhsuk.min.css").stat().st_mtime_ns

    write_assets(tmp_path)

    assert (tmp_path / "nhsuk" / "nhsuk.min.css").stat().st_mtime_ns == written

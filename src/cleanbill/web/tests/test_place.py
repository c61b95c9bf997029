"""Where the site keeps its things, and what it says of a place that cannot be used."""

from pathlib import Path

import pytest

from cleanbill.web.place import PlaceError, database, minutes, secret_key


def test_the_key_is_made_once_for_this_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANBILL_SITE", str(tmp_path / "site"))
    key = secret_key()
    assert len(key) > 50
    assert secret_key() == key
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "site" / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_server_is_named_by_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://ana:p%40ss@db.example:5433/clinic?sslmode=require")
    found = database()
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("ana", "p@ss", "db.example", "5433")
    assert (found["NAME"], found["OPTIONS"]) == ("clinic", {"sslmode": "require"})


@pytest.mark.parametrize("url", ["mysql://x/y", "clinic", "postgresql://server/"])
def test_another_database_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(PlaceError, match="write postgresql://"):
        database()


@pytest.mark.parametrize("text", ["0", "1441", "ten", "-5", "1.5", ""])
def test_an_idle_time_is_a_number_of_minutes(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("CLEANBILL_IDLE_MINUTES", text)
    with pytest.raises(PlaceError, match="from 1 to 1440"):
        minutes("CLEANBILL_IDLE_MINUTES", 15)

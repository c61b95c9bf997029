from cleanbill.coding import known


def test_a_code_says_its_diagnoses() -> None:
    assert known.concepts("M62.830") == {"muscle_spasm"}
    assert known.concepts("S39.012D") == {"strain"}
    assert known.concepts("S16.1XXA") == {"strain"}
    assert known.concepts("M54.42") == {"lumbago_with_sciatica"}
    assert known.parts("M54.42") == {"lumbago_with_sciatica", "sciatica", "low_back_pain", "back_pain"}
    assert known.concepts("E11.9") == frozenset()


def test_a_code_says_its_side() -> None:
    assert known.side("M75.41") == "right"
    assert known.side("S93.402A") == "left"
    assert known.side("M17.0") == "bilateral"
    assert known.side("M62.830") is None


def test_a_code_says_its_regions() -> None:
    assert "lumbar" in known.regions("M62.830")
    assert "cervical" not in known.regions("M62.830")
    assert known.regions("M54.2") == frozenset()


def test_nothing_is_presumed_of_a_code_outside_the_table() -> None:
    assert known.upholds("E11.9") is None
    assert known.upholds("M25.511") is None
    assert known.upholds("M62.830") == frozenset({"muscle_spasm"})

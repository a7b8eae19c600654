from nlp.evaluation import Label, Outcome, Scored, measure, tables
from nlp.evaluation.baselines import Baseline
from nlp.evaluation.cost import LENGTHS, Cost, costs
from nlp.learned.agreement import Overlap
from nlp.model import MAX_CHARACTERS, Approach, Assessment, Kind, RiskBand, Tactic

ROWS = [
    *(Scored(Label.LURE, 0.9, "high", "approach", "one", genre="account") for _ in range(12)),
    *(Scored(Label.LURE, 0.8, "medium", "fraud", "two", genre="newsletter") for _ in range(4)),
    *(Scored(Label.BENIGN, 0.1, "low", "none", "one", genre="account") for _ in range(30)),
]


def cells(table: str, first: str) -> list[str]:
    line = next(line for line in table.splitlines() if line.startswith(f"| {first} "))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_label_is_told_from_honest_texts() -> None:
    assert cells(tables.separation_table(measure(ROWS)), "lures") == [
        *("lures", "16", "1.00", "1.00 to 1.00", "100%", "100%", "100%")
    ]


def test_bands_are_shares_of_what_the_texts_really_are() -> None:
    table = tables.band_table(measure(ROWS))
    assert cells(table, "lures (16)")[1:] == ["75.0%", "25.0%", "0.0%", "0.0%"]
    assert cells(table, "honest (30)")[3] == "100.0%"


def test_only_alarms_are_called_something() -> None:
    table = tables.kind_table(measure(ROWS))
    assert cells(table, "lures") == ["lures", "16", "75%", "25%"]
    assert "honest" not in table


def test_spans_have_a_line_for_each_tactic_with_words_enough_and_one_for_all() -> None:
    spans = {Tactic.SECRECY: Overlap(6, 8, 12), Tactic.COERCION: Overlap(0, 0, 2)}
    table = tables.span_table(spans)
    assert cells(table, "secrecy")[1:] == ["12", "0.75", "0.50", "0.60"]
    assert "coercion" not in table
    assert cells(table, "**all**")[1:4] == ["14", "0.75", "0.43"]


def test_small_groups_are_put_together() -> None:
    table = tables.group_table(measure(ROWS).groups["genre"], "genre")
    assert "newsletter" not in table
    assert cells(table, "lures | 1 with fewer than 10")[2:4] == ["4", "100%"]
    assert cells(table, "lures | account")[3] == "100%"


def test_other_methods_stand_below_this_one() -> None:
    own = measure(ROWS).separation
    table = tables.method_table(own, 1.23, [Baseline("a coin", {}, 0.01)])
    assert cells(table, "**this detector**")[3] == "1.2"
    assert cells(table, "a coin")[1] == ""


def test_attacks_and_costs_are_told_in_full() -> None:
    assert cells(tables.attack_table([Outcome("mixed case", 200, 13)]), "mixed case")[3] == "6.5%"
    assert cells(tables.cost_table([Cost(40_000, 81.26)]), "40,000")[1] == "81.3"


def test_costs_are_of_texts_of_just_that_length() -> None:
    read: list[int] = []

    def assess(approach: Approach) -> Assessment:
        read.append(len(approach.text))
        return Assessment(RiskBand.LOW, 0.5, Kind.NONE, (), (), (), (), (), None, "en", (), "")

    ticks = iter(range(10_000))
    found = costs(["one text", "another"], assess, clock=lambda: next(ticks))
    assert [item.characters for item in found] == list(LENGTHS)
    assert set(read) == set(LENGTHS)
    assert max(read) == MAX_CHARACTERS
    assert {item.milliseconds for item in found} == {1_000.0}

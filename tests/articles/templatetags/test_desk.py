"""The table of a list: without its empty columns."""

from typing import Any

from articles.templatetags.desk import filled_columns

NAME: dict[str, Any] = {"text": "name"}
MERGED: dict[str, Any] = {"text": "merged into", "sorted": False}
PHOTO: dict[str, Any] = {"text": "photo"}
BLANK = '<td class="field-merged_into">—</td>'
NO_PHOTO = '<td class="field-photo"><span class="thumb no-picture"></span></td>'


def test_a_column_without_anything_in_any_row_is_left_out() -> None:
    table = filled_columns([NAME, MERGED, PHOTO], [["<td>Ana</td>", BLANK, NO_PHOTO]] * 2)
    assert (table.headers, table.rows) == ([NAME], [[(NAME, "<td>Ana</td>", False)]] * 2)


def test_one_cell_that_is_filled_keeps_its_column() -> None:
    table = filled_columns([NAME, MERGED], [["<td>Ana</td>", BLANK], ["<td>Ana R.</td>", "<td>Ana</td>"]])
    assert table.headers == [NAME, MERGED]
    assert table.rows[0][1] == (MERGED, BLANK, True)


def test_the_column_that_the_list_is_sorted_by_stays() -> None:
    by_it = MERGED | {"sorted": True}
    assert filled_columns([NAME, by_it], [["<td>Ana</td>", BLANK]]).headers == [NAME, by_it]

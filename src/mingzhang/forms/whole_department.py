"""Forms for the expenditure of a whole department: they speak of no project, and are recognised and left alone."""

from mingzhang import vocabulary
from mingzhang.forms.view import View
from mingzhang.text.pieces import squeeze


def recognises(view: View) -> bool:
    """Whether the grid is a form for the expenditure of a whole department, by its title."""
    first = [cell for row in view.grid.rows[:3] for cell in row]
    titles = [squeeze(cell.text) for cell in (*view.grid.title_lines, *first)]
    return any(words in title for words in vocabulary.load("sheets")["whole_department"] for title in titles)

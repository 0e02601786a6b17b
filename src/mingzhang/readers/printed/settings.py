"""The thresholds of page geometry, all in one record, each with its reason.

Where nothing else is said they are parts of the size of a character, so that they hold for any size of print; points are said.
"""

from typing import NamedTuple


class PageGeometry(NamedTuple):
    """The thresholds by which what is seen on a page is told apart."""

    # Characters to lines
    same_baseline: float = (
        0.4  # superscripts and the smaller Latin of another font stand on the line of their neighbours
    )
    printed_twice: float = 0.15  # bold that is made by printing a character a second time, nearly in its place
    steep: float = 0.02  # of the scale of a text matrix: a scanner or a slanted font is a degree off, and still level
    gap: float = 0.45  # a gap without a printed space
    gap_between_ideographs: float = 1.0  # less comes from spreading lines, and Chinese needs no spaces
    small: float = 0.9  # of the size of the line: the number of a note (browsers: 0.83, Word: 0.65)
    least_rise: float = 0.12  # of the size of the line: what stands higher than its baseline
    raised_reach: float = 0.1  # how far the middle of what is raised may lie above its line
    raised_near: float = 0.5  # between what is raised and what it stands behind
    wide_gap: float = 2.5  # what stands behind it is no part of the sentence: 编制单位：某局        金额单位：万元

    # Lines to columns of prose
    least_column_lines: int = 4  # fewer lines with the same gap are chance
    least_gutter: float = 0.9  # narrower gaps are spaces
    full_lines: float = 0.6  # of the lines: so many are full where they are prose
    full_line: float = 1.5  # a line that ends nearer to the gutter was wrapped there: prose, no list

    # Which line ends are the author's
    rule_thickness: float = 1.2  # points: as thick as a rule may be, of which only the middle is known
    rounding: float = 0.1  # what the programs that set a page may round away
    paragraph_gap: float = 1.4  # times the usual distance of two lines
    centred: float = 0.3  # by how much the room on both sides may differ
    space: float = 0.35  # the widest space of usual fonts

    # Rules to tables
    rule_snap: float = 3.0  # points: rules this near are one
    contiguous: float = 0.05  # a gap that leaves two characters in one word
    over_rule: float = 0.3  # of a size: a line that runs so far over a rule is seen to do so
    edge_of_line: float = 0.5  # points: how far an edge may lie outside the line that it is of
    level: float = 0.1  # points: lines and baselines whose ends differ less are level, or upright
    thin_line: float = 3.0  # points: a higher area is no line
    closed_side: float = 0.6  # of a cell's width: less is a corner or a dash, not its rule
    same_edge: float = 4.0  # points: edges of columns this near are one edge, also on two pages

    # Titles and what stands on every page
    title_lines: int = 5  # more of them above a table are prose
    title_gap: float = 4.0  # times the size of a line: what stands higher above a table is not its title
    same_size: float = 0.5  # points: two lines of a title differ less
    large_letters: float = 1.15  # times the size of the text in the tables: letters of a title
    least_running_pages: int = 3  # fewer pages with the same line are no running title
    running_height: float = 3.0  # points: a running line stands at the same height on every page

    # What can be seen
    least_size: float = 1.0  # points: nobody reads smaller print
    squeezed: float = 0.1  # of its usual width: nobody reads narrower print
    least_opacity: float = 0.05  # less ink is no ink
    white: float = 0.968  # of each part of a colour: lighter is paper
    opaque: float = 0.9  # an area that covers what is below it
    picture_opacity: float = 0.95  # of a picture of which nothing says that it lets something through
    see_through: float = 0.5  # of a picture with a mask: some of it lets through what is below
    covered: float = 0.6  # of a character's height and width: a thin line over it covers nothing
    strike_height: float = 0.2  # a higher area is no line through a character
    struck_from: float = 0.28  # of a character's height from above: where a line strikes it through; rules lie outside
    struck_to: float = 0.72  # of a character's height from above: underlines lie lower
    overprinted: float = 0.45  # of the width of the narrower of two characters: they stand in one place
    struck_width: float = 0.6  # of a character's width
    strike_overhang: float = 0.7  # how far a line may run over what it strikes; the rules of a table run further
    watermark_size: float = 1.8  # times the usual size of a page's text: letters of a watermark
    watermark_faintness: float = 0.7  # opacity, or the least part of a colour, of a watermark

    # Pages that are pictures
    picture: float = 0.05  # of a page: less is an ornament
    full_picture: float = 0.6  # of a page: a scan
    few_characters: int = 20  # a page number and a stamp beside a scan
    many_shapes: int = 200  # text drawn as shapes: an outline for each character

    # Drawings in a cell without text, which may be what it is there for
    least_picture: float = 4.0  # points
    least_shape: float = 2.0  # points
    largest_shape: float = 40.0  # points: higher than a character
    shapes_told: int = 300  # of a page
    least_crossing: float = 5.0  # points across and along: less is part of a drawing

    # What annotations draw
    highest_stroke: float = 14.0  # points: what is drawn higher is no line through a text

    # What formats leave to the program that shows them
    ascent: float = 0.88  # of the size of a character, above its baseline: usual Chinese fonts
    typed_size: float = 0.8  # of the height of its line in a form field; the rest is the room between lines
    largest_typed: float = 10.0  # points: a value in a high field is not set larger
    least_typed: float = 2.0  # points


GEOMETRY = PageGeometry()

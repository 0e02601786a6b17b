"""The thresholds of reading pictures, all in one record, each with its reason. Lengths are in points unless said otherwise."""

from typing import NamedTuple


class PictureGeometry(NamedTuple):
    """The thresholds by which what is seen in a picture is told apart."""

    # The picture
    least_dpi: float = 200.0  # a coarser picture is enlarged to it: rules of one pixel stay rules when it is turned
    most_dpi: float = 300.0  # models see a line 48 pixels high, so that more tells them nothing
    most_pixels: float = 12e6  # of a page: A3 at 250 dpi; what is larger is drawn coarser

    # Size
    largest_usual: float = 18.0  # points, as high as most characters of a page are: forms are printed in 9 to 16
    usual_print: float = 9.0  # points high: characters of 10 in a page whose size is not known
    largest_of_page: float = 0.2  # of the shorter side of a picture: no character of a form is higher
    enough_to_tell: int = 20  # characters

    # What a scanner adds
    solid: float = 4.5  # points in both directions: black so thick is no rule, and no stroke of print
    hole: tuple[float, float] = (11.0, 22.0)  # as wide and high as punched holes are: 5 to 6 mm, and some room
    margin: float = 0.1  # of the width of a page, from its sides: where holes are punched

    # What dots tell (measured on tables of figures in four fonts, 9 points, black and white and grey, 115 to 200 dpi)
    digit: float = (
        15.0  # dots in the height of a digit: with 13 and 14 both models read some alike and wrongly (86 as 36)
    )
    clean_digit: float = 11.0  # the same, in grey without grain, as programs draw pages: with 9 none was wrong
    grey: float = 0.02  # of the ink, what is neither paper nor ink: black and white has none
    grain: float = 0.003  # of the contrast, by which clean paper differs from dot to dot; JPEG leaves 0.006 and more
    sharp: float = 0.6  # of the contrast, the steepest steps of a sharp picture; blurred by 1.4 dots it has 0.3
    with_tail: float = 1.15  # times the height of its digits: a line with a comma
    higher: float = 1.35  # times as high as other digits: those of a title
    beside_digit: float = 0.95  # of its height, from the middle of a digit to the end of its ink: more is a lost sign

    # Print and paper
    colour: int = 60  # between the largest and the least part of a pixel's colour: less is grey, as scanners give it
    seal: float = 26.0  # as wide and high as the smallest seals are (diameter 9 mm); coloured characters are smaller
    seal_light: int = 105  # the largest part of the colour of seal ink: what is darker has print below it
    darkest: float = 0.5  # percent of a page: its ink; less on a page of a few lines:
    darkest_of_little: float = 0.02
    contrast: int = 40  # between paper and ink: a page with less is blank

    # Turned pages
    most_skew: float = 4.0  # degrees
    legible: float = 0.25  # of a line, what two models read alike; on its head less than 0.1
    other_way_up: float = 0.4  # of the most, what is read another way up as well: on its left side as much as 0.9
    whole_line: float = 2.0  # times as long as high: a line of at least two characters
    more_whole_lines: float = 2.0  # times as many as another way up
    tried_segments: int = 8  # pieces of lines that tell which way is up
    photographed: float = 0.6  # degrees: rules that differ more from a right angle were photographed, not scanned

    # Rules
    rule_gap: float = (
        0.8  # a break of a rule that coarse dots leave; more would join the strokes of characters to rules
    )
    mended: float = 4.0  # a break that is closed in a stroke of which so much is ink, over the length of a sure rule:
    dense_rule: float = 0.7
    least_rule: float = 11.0  # a shorter stroke may belong to a character
    sure_rule: float = 40.0  # no character has a longer stroke
    held: float = 1.0  # from a rule across it: a shorter stroke than a sure rule that begins further away is print
    bridged: float = 14.0  # a longer break is no break: a cell is open there
    thickest_rule: float = 4.0
    thick_rule: float = 12.0  # thicker than a rule, and no thicker than this: more is a filled cell
    thick_rules: int = 2  # level ones, and as many upright ones: a table; one alone is an ornament or the rim of a scan
    sliver: float = 0.8  # from a rule: thin ink that is nearer is of the rule; print keeps more room
    least_table: float = 30.0  # rules that are joined and reach less far make no table
    off_rule: float = 1.2  # how far print stands from the middle of a rule that it does not touch
    at_rim: float = 0.8  # square points of ink at the rim of a cell: a character reaches into its rule
    runs_on: float = 6.0  # beyond a table at both ends: dirt, no rule
    fragment: float = 2.5  # what is left of a rule that broke often is no thicker,
    least_fragment: float = 4.0  # and no shorter;
    in_line: float = 1.2  # pieces of one rule lie no further apart across it
    broken_beside: float = 0.1  # of the width or height of a cell: fragments in line with the rules of other cells
    broken_alone: float = 0.3  # the same, in line with each other only
    broken_alone_upright: float = 0.7  # an upright stroke may be a 1
    full_line: float = (
        0.55  # of the usual height of a character: ink so high around a fragment is print, and it a stroke
    )
    around_stroke: float = 1.5  # times that height, beside a fragment: how far the ink around it is looked at
    next_to_stroke: float = 0.25  # the same: print stands so near to an upright stroke, and further from a rule
    remnants: int = 4  # pieces of rules of which no table was made: one or two underline a title
    fragments_outside: int = 2  # in line with the rules of a table, above or below it: a page number may be a 1
    lines_in_columns: int = 2  # lines of one cell with a wide gap in each: the cell may be two
    mostly_broken: float = 0.5  # of the cells of a page: its rules are dashed or dotted
    inside: float = 3.0  # a rule that runs further inside a cell is what is left of one that broke

    # Lines
    least_height: float = 4.0  # of a character
    largest_height: float = 30.0
    usual: float = 75.0  # percent: of the heights of connected ink, those of whole characters
    speck: float = 0.8  # in both directions: dirt
    joined: float = 0.35  # of the height of a line: less white parts the strokes of one character (二)
    piece: float = 0.55  # of the height of a line: what is lower is part of a character
    two_lines: float = 1.65  # times the usual height: two lines that touch
    thin: float = 0.12  # of the usual ink of a row: where two lines touch
    wide_gap: float = 1.6  # times the height of a line: what stands behind it is recognised apart
    most_segments: int = 3000  # of a page

    # Characters
    full_to: float = (
        2.0  # times the height of a character, from the right side of a cell: a line that goes on in the next
    )
    low_piece: float = 0.62  # of the height of a character: lower is a sign alone, which enlarged looks like a letter
    wide_dash: float = 0.75  # of the height of a character: 一 is as wide, and a minus is not
    without_character: float = 1.9  # times the size: between two characters with ink between them, one was passed over


PICTURE = PictureGeometry()

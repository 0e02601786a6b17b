"""OFD files built by the standard (GB/T 33190-2016), because no office program here writes them: a table with its rules."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 3.5  # millimetres


def text(x: float, y: float, content: str, more: str = "", size: float = SIZE, inner: str = "") -> str:
    """A text object whose first character stands at a place, the baseline `size` below its boundary."""
    steps = " ".join(str(size if not one.isascii() else size / 2) for one in content[:-1])
    delta = f' DeltaX="{steps}"' if steps else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 100 {size}" Font="1" Size="{size}" {more}>{inner}'
        f'<ofd:TextCode X="0" Y="{size * 0.88}"{delta}>{escape(content)}</ofd:TextCode></ofd:TextObject>'
    )


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    """A path object of one stroke."""
    box = f"{min(x0, x1)} {min(y0, y1)} {abs(x1 - x0)} {abs(y1 - y0)}"
    return (
        f'<ofd:PathObject ID="1" Boundary="{box}" LineWidth="0.25"><ofd:AbbreviatedData>'
        f"M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def area(x: float, y: float, width: float, height: float, colour: str) -> str:
    """A filled rectangle."""
    return (
        f'<ofd:PathObject ID="1" Boundary="{x} {y} {width} {height}" Stroke="false" Fill="true">'
        f'<ofd:FillColor Value="{colour}"/><ofd:AbbreviatedData>M 0 0 L {width} 0 L {width} {height} L 0 {height} C'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )


def table(rows: Sequence[Sequence[str]], widths: Sequence[float], top: float = 40, height: float = 12) -> str:
    """A ruled table at 15 mm from the left; lines of a cell are parted by line breaks."""
    edges = [15.0]
    for width in widths:
        edges.append(edges[-1] + width)
    drawn = [line(edges[0], top + height * row, edges[-1], top + height * row) for row in range(len(rows) + 1)]
    drawn += [line(x, top, x, top + height * len(rows)) for x in edges]
    for number, row in enumerate(rows):
        for x, cell in zip(edges, row, strict=False):
            for at, part in enumerate(cell.split("\n")):
                drawn += [text(x + 1, top + height * number + 1 + at * (SIZE + 0.5), part)] if part else []
    return "".join(drawn)


def ofd(*pages: str, template: str = "", **parts: str) -> bytes:
    """An OFD with these pages, each of objects."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        root = f"<ofd:OFD {NAMESPACE} DocType='OFD' Version='1.0'><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        file.writestr("OFD.xml", f"{root}</ofd:DocBody></ofd:OFD>")
        listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        common = "<ofd:PageArea><ofd:PhysicalBox>0 0 297 210</ofd:PhysicalBox></ofd:PageArea>"
        common += '<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
        inner = f"<ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        file.writestr("Doc_0/Document.xml", f"<ofd:Document {NAMESPACE}>{inner}</ofd:Document>")
        uses = '<ofd:Template TemplateID="9" ZOrder="Background"/>' if template else ""
        for number, page in enumerate(pages):
            layer = f'<ofd:Content><ofd:Layer ID="2" Type="Body">{page}</ofd:Layer></ofd:Content>'
            content = f"<ofd:Page {NAMESPACE}>{uses}{layer}</ofd:Page>"
            file.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", content)
        if template:
            layer = f"<ofd:Content><ofd:Layer ID='3' Type='Background'>{template}</ofd:Layer></ofd:Content>"
            file.writestr("Doc_0/Tpls/Tpl_0/Content.xml", f"<ofd:Page {NAMESPACE}>{layer}</ofd:Page>")
        for name, content in parts.items():
            file.writestr(name, content)
    return target.getvalue()

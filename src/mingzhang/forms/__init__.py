"""Official forms: which one a grid is, and what it says. One module a form, each with what `FormModule` names.

A new form is a module in one of the rooms here, its labels in vocabulary/, and its name in FORMS.
"""

from mingzhang.forms.interpreting import FORMS, FormModule, interpret_grids

__all__ = ["FORMS", "FormModule", "interpret_grids"]

"""An action plan from a file: Word, Excel, CSV, or a table pasted from one of them.

The file becomes headings and grids of cells (word, excel, texts, pasted), and these become actions
(rows, with headers, themes, ratings, colours and references). A stranger's file can be made to
need time and memory, so this belongs into a process at the side.
"""

from actionplans.importing.grids import CannotRead
from actionplans.importing.opening import read_bytes, read_pasted, read_plan
from actionplans.importing.plans import PlanRow, PlanTable

__all__ = ["CannotRead", "PlanRow", "PlanTable", "read_bytes", "read_pasted", "read_plan"]

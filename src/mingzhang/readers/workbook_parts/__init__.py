"""Parts of the readers of workbooks (.xlsx and .xls): sheets, formats of numbers and what conditions change."""

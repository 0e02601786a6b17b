"""How well pages that are pictures are read: scans of known tables, in fonts, resolutions and faults that scanners have."""

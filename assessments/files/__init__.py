"""A version of the instrument as one file, YAML or XLSX: the same rows in, out and compared (PRODUCT D1)."""

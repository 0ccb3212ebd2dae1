"""Import and export of records as tables (CSV, XLSX): read, understood, shown, and only then written (PRODUCT A8)."""

"""Action plans: writing, check, submission, review, approval, carrying out and publication (PRODUCT E1, ADR 19)."""

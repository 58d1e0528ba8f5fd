"""Names, dates, quantities and quotations in a passage."""

"""Numbers, quantities, units and dates."""

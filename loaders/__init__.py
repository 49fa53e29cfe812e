"""Articles on armed conflict → dated events that lead back to their sentences."""

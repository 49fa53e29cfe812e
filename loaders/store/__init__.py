"""Append-only Delta tables, received bytes beside them, a hash-chained log; read through DuckDB. See `event_store`."""

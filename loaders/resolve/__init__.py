"""Mentions → entities: which place, which unit, which person, which day."""
